package dev.rigel.contract.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request.
 *
 * @param loc where: {@code body}, {@code path} or {@code query}, then field names and list
 *     positions
 * @param msg what, in the reference's words
 * @param type the reference's error type, for example {@code value_error.missing}
 * @param ctx more facts, for example {@code enum_values}; not written when there are none
 */
public record FieldError(
    List<Object> loc,
    String msg,
    String type,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> ctx) {

  /** An error without further facts. */
  public static FieldError of(List<Object> loc, String msg, String type) {
    return new FieldError(loc, msg, type, null);
  }

  /** A required field is absent. */
  public static FieldError missing(List<Object> loc) {
    return of(loc, "field required", "value_error.missing");
  }
}
