package dev.rigel.agent;

import dev.rigel.contract.json.Scalars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an infrastructure block. Null counts as absent; a value of the wrong kind throws
 * {@link IllegalArgumentException} with the field's name.
 */
record InfrastructureBlock(Map<String, Object> fields) {

  /** A text; numbers and flags too, which overrides bring in any form. */
  Optional<String> text(String name) {
    var value = fields.get(name);
    if (value instanceof Map || value instanceof List) {
      throw wrong(name, "a text");
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  /** Texts; empty if absent. */
  List<String> texts(String name) {
    var value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(InfrastructureBlock::isScalar)) {
      return list.stream().map(Object::toString).toList();
    }
    throw wrong(name, "a list of texts");
  }

  /** Texts by name; empty if absent. */
  Map<String, @Nullable String> map(String name) {
    var value = fields.get(name);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(name, "an object");
    }
    var texts = new LinkedHashMap<String, @Nullable String>();
    map.forEach(
        (key, entry) -> {
          if (entry != null && !isScalar(entry)) {
            throw wrong(name + "." + key, "a text");
          }
          texts.put(key.toString(), entry == null ? null : entry.toString());
        });
    return texts;
  }

  /** A flag, also as text; the default if absent. */
  boolean flag(String name, boolean byDefault) {
    try {
      return text(name).map(Scalars::flag).orElse(byDefault);
    } catch (IllegalArgumentException e) {
      throw wrong(name, "true or false");
    }
  }

  private static boolean isScalar(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private static IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException("infrastructure block: '" + name + "' is not " + expected);
  }
}
