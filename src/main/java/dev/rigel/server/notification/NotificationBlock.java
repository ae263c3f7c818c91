package dev.rigel.server.notification;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The data of a block document, read field by field; clients may have stored anything. */
record NotificationBlock(Map<String, Object> values) {

  /** A text that has to be there. */
  String text(String field) throws NotSent {
    if (values.get(field) instanceof String text && !text.isBlank()) {
      return text.trim();
    }
    throw NotSent.forGood("the block has no " + field);
  }

  /** A text, if it is there. */
  Optional<String> find(String field) throws NotSent {
    return values.get(field) == null ? Optional.empty() : Optional.of(text(field));
  }

  /** A text, or another one if it is absent. */
  String text(String field, String fallback) throws NotSent {
    return find(field).orElse(fallback);
  }

  /** A whole number, or another one if it is absent. */
  int number(String field, int fallback) throws NotSent {
    var value = values.get(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number) {
      return number.intValue();
    }
    throw NotSent.forGood("the block's " + field + " is no number");
  }

  /** Texts, at least one. */
  List<String> texts(String field) throws NotSent {
    if (values.get(field) instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(Objects::toString).toList();
    }
    throw NotSent.forGood("the block has no " + field);
  }

  /** An object's entries; none if it is absent. */
  Map<?, ?> object(String field) {
    return values.get(field) instanceof Map<?, ?> map ? map : Map.of();
  }
}
