package dev.rigel.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field may be absent, and is then this; null is refused with 422 {@code
 * type_error.none.not_allowed}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** The default as JSON text, for example {@code []} or {@code "ID_DESC"}. */
  String value();
}
