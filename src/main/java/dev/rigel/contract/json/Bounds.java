package dev.rigel.contract.json;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link Least}, {@link Most}, {@link MostElements} and {@link Longest} refuse. */
final class Bounds {
  private Bounds() {}

  /** What is wrong with a value of a component. */
  static Optional<FieldError> problem(
      RecordComponent component, @Nullable Object value, List<Object> loc) {
    var least = component.getAnnotation(Least.class);
    if (least != null && value instanceof Number number && number.doubleValue() < least.value()) {
      return Optional.of(
          outside(loc, "greater than or equal to", least.value(), "value_error.number.not_ge"));
    }
    var most = component.getAnnotation(Most.class);
    if (most != null && value instanceof Number number && number.doubleValue() > most.value()) {
      return Optional.of(
          outside(loc, "less than or equal to", most.value(), "value_error.number.not_le"));
    }
    var elements = component.getAnnotation(MostElements.class);
    if (elements != null && value instanceof List<?> list && list.size() > elements.value()) {
      return Optional.of(tooMany(loc, elements.value()));
    }
    var longest = component.getAnnotation(Longest.class);
    return longest != null && isLonger(value, longest.value())
        ? Optional.of(tooLong(loc, longest.value()))
        : Optional.empty();
  }

  private static FieldError outside(List<Object> loc, String relation, int bound, String type) {
    return new FieldError(
        loc, "ensure this value is " + relation + " " + bound, type, Map.of("limit_value", bound));
  }

  private static FieldError tooMany(List<Object> loc, int most) {
    return new FieldError(
        loc,
        "ensure this value has at most " + most + " items",
        "value_error.list.max_items",
        Map.of("limit_value", most));
  }

  static FieldError tooLong(List<Object> loc, int most) {
    return new FieldError(
        loc,
        "ensure this value has at most " + most + " bytes (UTF-8)",
        "value_error.any_str.max_length",
        Map.of("limit_value", most));
  }

  private static boolean isLonger(@Nullable Object value, int most) {
    return value instanceof List<?> list
        ? list.stream().anyMatch(element -> isLonger(element, most))
        : value instanceof String text && isLonger(text, most);
  }

  static boolean isLonger(String text, int most) {
    return text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most;
  }
}
