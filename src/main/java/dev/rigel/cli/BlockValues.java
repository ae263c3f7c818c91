package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the fields of a block type, so that a slip of the pen is found at once and
 * not when the first run fails.
 *
 * @param slug of the type
 * @param schema JSON schema of its values
 */
record BlockValues(String slug, Map<String, Object> schema) {

  /**
   * Checks names, kinds and choices.
   *
   * @throws Failure for the first value that does not fit
   */
  void check(Map<String, Object> values) {
    var fields = object(schema.get("properties"));
    values.forEach(
        (name, value) -> {
          if (!fields.containsKey(name)) {
            throw new Failure(
                "A block of type '%s' has no field '%s'; its fields are: %s"
                    .formatted(slug, name, String.join(", ", fields.keySet())));
          }
          check(name, value, object(fields.get(name)));
        });
  }

  private void check(String name, @Nullable Object value, Map<String, Object> field) {
    if (value == null) {
      return;
    }
    if (field.get("enum") instanceof List<?> choices && !choices.contains(value)) {
      throw new Failure(
          "%s of a block of type '%s' must be one of %s, not '%s'"
              .formatted(name, slug, choices, value));
    }
    if (field.get("type") instanceof String kind && !isOfKind(value, kind)) {
      throw new Failure("%s of a block of type '%s' must be a %s".formatted(name, slug, kind));
    }
  }

  private static boolean isOfKind(Object value, String kind) {
    return switch (kind) {
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List;
      case "object" -> value instanceof Map;
      default -> true;
    };
  }

  private static Map<String, Object> object(@Nullable Object json) {
    return json instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> e.getKey().toString(),
                    Map.Entry::getValue,
                    (a, b) -> a,
                    LinkedHashMap::new))
        : Map.of();
  }
}
