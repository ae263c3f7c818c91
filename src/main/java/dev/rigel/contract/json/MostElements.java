package dev.rigel.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A list that has no more elements than this; else 422 {@code value_error.list.max_items}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MostElements {
  /** How many are allowed. */
  int value();
}
