package dev.rigel.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which parameters a deployment takes, as a JSON schema in the reference's form. */
final class ParameterSchema {
  private static final String PROPERTIES = "properties";
  private static final String OTHERS = "additionalProperties";

  private ParameterSchema() {}

  /** For a job, whose parameters nobody can list: those known by example, and any other. */
  static Map<String, Object> of(Map<String, Object> examples) {
    var properties = new LinkedHashMap<String, Object>();
    examples.forEach(
        (name, value) -> {
          var property = new LinkedHashMap<String, Object>();
          property.put("title", name);
          if (value != null) {
            property.put("default", value);
            property.put("type", type(value));
          }
          properties.put(name, property);
        });
    var schema = new LinkedHashMap<String, Object>();
    schema.put("title", "Parameters");
    schema.put("type", "object");
    schema.put(PROPERTIES, properties);
    schema.put(OTHERS, true);
    return schema;
  }

  private static String type(Object value) {
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof Number number) {
      return number.doubleValue() == Math.rint(number.doubleValue()) && !(value instanceof Double)
          ? "integer"
          : "number";
    }
    return value instanceof List ? "array" : value instanceof Map ? "object" : "string";
  }

  static Map<String, Object> withoutNulls(Map<String, Object> schema) {
    var kept = new LinkedHashMap<>(schema);
    kept.values().removeIf(value -> value == null);
    return kept;
  }

  /** The parameters by name; none for a deployment without a schema. */
  static Set<String> names(@Nullable Map<String, Object> schema) {
    return schema != null && schema.get(PROPERTIES) instanceof Map<?, ?> properties
        ? properties.keySet().stream()
            .map(Object::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new))
        : Set.of();
  }

  /** Whether any other parameter may be given too. */
  static boolean takesOthers(@Nullable Map<String, Object> schema) {
    return schema == null || Boolean.TRUE.equals(schema.get(OTHERS));
  }
}
