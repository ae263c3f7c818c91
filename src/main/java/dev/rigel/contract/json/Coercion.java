package dev.rigel.contract.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single values, as leniently as pydantic 1.10. */
final class Coercion {
  private static final Set<Class<?>> KNOWN =
      Set.of(
          String.class,
          Integer.class,
          int.class,
          Long.class,
          long.class,
          Double.class,
          double.class,
          Boolean.class,
          boolean.class,
          UUID.class,
          OffsetDateTime.class,
          Duration.class,
          LocalDate.class,
          JsonNode.class,
          Object.class);

  private Coercion() {}

  /** The value does not fit; carries the reference's error type. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final String problem;
    final String type;

    Refused(String problem, String type) {
      super(problem);
      this.problem = problem;
      this.type = type;
    }

    Refused(IllegalArgumentException problem, String type) {
      this(String.valueOf(problem.getMessage()), type);
    }
  }

  static boolean knows(Class<?> type) {
    return KNOWN.contains(type);
  }

  static @Nullable Object to(Class<?> type, JsonNode node) throws Refused {
    if (type == String.class) {
      return string(node);
    }
    if (type == Integer.class || type == int.class) {
      return integer(node);
    }
    if (type == Long.class || type == long.class) {
      return longInteger(node);
    }
    if (type == Double.class || type == double.class) {
      return number(node);
    }
    if (type == Boolean.class || type == boolean.class) {
      return bool(node);
    }
    if (type == UUID.class) {
      return uuid(node);
    }
    if (type == OffsetDateTime.class) {
      return time(node);
    }
    if (type == Duration.class) {
      return duration(node);
    }
    if (type == LocalDate.class) {
      return day(node);
    }
    return type == Object.class ? plain(node) : finite(node);
  }

  /** What cannot be stored ({@link StorableText}) is refused here, at the door. */
  private static String string(JsonNode node) throws Refused {
    if (node.isContainerNode() || node.isBoolean()) {
      throw new Refused("str type expected", "type_error.str");
    }
    var text = node.asText();
    if (!StorableText.isStorable(text)) {
      throw new Refused("characters that cannot be stored are not permitted", "value_error");
    }
    return text;
  }

  private static Integer integer(JsonNode node) throws Refused {
    Double number = node.isBoolean() ? Double.valueOf(node.booleanValue() ? 1 : 0) : parsed(node);
    var fractionalText = node.isTextual() && !node.textValue().trim().matches("[-+]?\\d+");
    if (number == null || fractionalText || !(Math.abs(number) < Integer.MAX_VALUE + 1d)) {
      throw new Refused("value is not a valid integer", "type_error.integer");
    }
    return number.intValue();
  }

  private static Long longInteger(JsonNode node) throws Refused {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue(); // a double would be another number above 2^53
    }
    try {
      return node.isTextual() ? Long.valueOf(node.textValue().trim()) : integer(node).longValue();
    } catch (NumberFormatException e) {
      throw new Refused("value is not a valid integer", "type_error.integer");
    }
  }

  private static Double number(JsonNode node) throws Refused {
    var number = parsed(node);
    if (number == null || number.isNaN() || number.isInfinite()) {
      throw new Refused("value is not a valid float", "type_error.float");
    }
    return number;
  }

  private static @Nullable Double parsed(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    try {
      return node.isTextual() ? Double.valueOf(node.textValue().trim()) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Boolean bool(JsonNode node) throws Refused {
    try {
      return Scalars.flag(node.isValueNode() ? node.asText() : "");
    } catch (IllegalArgumentException e) {
      throw new Refused(e, "type_error.bool");
    }
  }

  private static UUID uuid(JsonNode node) throws Refused {
    try {
      return Scalars.uuid(node.isTextual() ? node.textValue() : "");
    } catch (IllegalArgumentException e) {
      throw new Refused(e, "type_error.uuid");
    }
  }

  private static OffsetDateTime time(JsonNode node) throws Refused {
    if (!node.isTextual()) {
      throw new Refused("Unrecognized datetime.", "value_error");
    }
    try {
      return Scalars.time(node.textValue());
    } catch (IllegalArgumentException e) {
      throw new Refused(e, "value_error.parser");
    }
  }

  private static LocalDate day(JsonNode node) throws Refused {
    try {
      return Scalars.day(node.isTextual() ? node.textValue() : "");
    } catch (IllegalArgumentException e) {
      throw new Refused(e, "value_error.date");
    }
  }

  private static Duration duration(JsonNode node) throws Refused {
    try {
      return Scalars.duration(node.isNumber() || node.isTextual() ? node.asText() : "");
    } catch (IllegalArgumentException e) {
      throw new Refused(e, "value_error.duration");
    }
  }

  /** The tree without NaN and infinities, which no JSON column holds: they become null. */
  private static JsonNode finite(JsonNode node) throws Refused {
    return Json.mapper().valueToTree(plain(node));
  }

  /** Maps, lists, strings, numbers, booleans and null. */
  static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      var map = new LinkedHashMap<String, Object>();
      node.properties().forEach(e -> map.put(encodable(e.getKey()), plain(e.getValue())));
      return map;
    }
    if (node.isArray()) {
      var list = new ArrayList<Object>(node.size());
      node.forEach(element -> list.add(plain(element)));
      return list;
    }
    return leaf(node);
  }

  private static @Nullable Object leaf(JsonNode node) {
    if (node.isTextual()) {
      return encodable(node.textValue());
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (!node.isNumber()) {
      return null;
    }
    var number = node.numberValue();
    return number instanceof Double d && (d.isNaN() || d.isInfinite()) ? null : number;
  }

  /** The text as UTF-8 gives it back: half a surrogate pair becomes a question mark. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
