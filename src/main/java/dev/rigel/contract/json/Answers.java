package dev.rigel.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The status of a successful answer where it is not the usual one (200 with a body, 204 without). A
 * method without result that answers something else than 204 sends the JSON text {@code null}, as
 * the reference does.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
  /** The HTTP status. */
  int value();
}
