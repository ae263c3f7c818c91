package dev.rigel.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text, or a list of texts, of which none takes more bytes of UTF-8 than this; else 422 {@code
 * value_error.any_str.max_length}. On every text that a database looks up: PostgreSQL's indexes
 * take up to 2,704 bytes a row and refuse the rest.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Longest {
  /** Of a name, a tag, or anything else that people think of. */
  int NAME = 500;

  /** Of a key that a program makes. */
  int KEY = 2_000;

  /** Of a key that shares its index with a second one. */
  int HALF_A_KEY = 1_000;

  /** Bytes of UTF-8 at most. */
  int value() default NAME;
}
