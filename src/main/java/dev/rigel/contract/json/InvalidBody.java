package dev.rigel.contract.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body that does not fit its record: every error found, and the body as it came. */
public final class InvalidBody extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<FieldError> errors;
  private final transient @Nullable JsonNode body;

  /** With the errors, at least one, and the body, if there was one. */
  public InvalidBody(List<FieldError> errors, @Nullable JsonNode body) {
    super(errors.get(0).loc() + ": " + errors.get(0).msg());
    this.errors = List.copyOf(errors);
    this.body = body;
  }

  /** What is wrong, in the order of the fields. */
  public List<FieldError> errors() {
    return errors;
  }

  /** The body as it was read, if there was one. */
  public @Nullable JsonNode body() {
    return body;
  }
}
