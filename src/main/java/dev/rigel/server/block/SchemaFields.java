package dev.rigel.server.block;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code fields} of a block schema as pure data: their checksum, and which definitions belong
 * to them, as the reference has it.
 */
final class SchemaFields {
  static final String DEFINITIONS = "definitions";
  static final String REFERENCES = "block_schema_references";
  private static final String SECRET_FIELDS = "secret_fields";

  private SchemaFields() {}

  /** The checksum that clients compute too, with its prefix {@code sha256:}. */
  static String checksum(Map<String, Object> fields) {
    var hashed = withoutSecretFields(fields);
    if (hashed.get(DEFINITIONS) instanceof Map<?, ?> definitions && !definitions.isEmpty()) {
      setDefinitions(hashed, plainDefinitions(hashed, object(definitions)));
    }
    // hashed as the arguments of a Python call: one positional, none by name
    var text = PythonJson.write(List.of(List.of(hashed), Map.of()));
    return "sha256:" + HexFormat.of().formatHex(sha256(text));
  }

  /** Puts definitions into fields; none at all drops the key. */
  static void setDefinitions(Map<String, Object> fields, Map<String, Object> definitions) {
    if (definitions.isEmpty()) {
      fields.remove(DEFINITIONS);
    } else {
      fields.put(DEFINITIONS, definitions);
    }
  }

  /**
   * The definitions that an object refers to, directly or by another one, and that are no blocks:
   * those of blocks are schemas of their own. References from within unused definitions count too,
   * as {@code definitions} itself is part of the object; the reference does so.
   */
  static Map<String, Object> plainDefinitions(Object object, Map<String, Object> definitions) {
    var found = new LinkedHashMap<String, Object>();
    collect(object, definitions, found);
    return found;
  }

  private static void collect(
      Object object, Map<String, Object> definitions, Map<String, Object> found) {
    for (var name : referredDefinitions(object)) {
      if (!found.containsKey(name)
          && definitions.get(name) instanceof Map<?, ?> definition
          && !definition.isEmpty()
          && definition.get("block_type_slug") == null) {
        found.put(name, definition);
        collect(definition, definitions, found);
      }
    }
  }

  /** Names after every {@code "$ref": "#/definitions/NAME"} in an object, in order. */
  static List<String> referredDefinitions(@Nullable Object object) {
    var names = new ArrayList<String>();
    collectNames(object, names);
    return names;
  }

  private static void collectNames(@Nullable Object object, List<String> names) {
    if (object instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference && !reference.isEmpty()) {
        names.add(reference.replace("#/definitions/", ""));
      }
      map.values().forEach(value -> collectNames(value, names));
    } else if (object instanceof List<?> list) {
      list.forEach(value -> collectNames(value, names));
    }
  }

  /** A copy without any key {@code secret_fields}, in objects but not inside arrays. */
  private static Map<String, Object> withoutSecretFields(Map<String, Object> fields) {
    var copy = new LinkedHashMap<String, Object>();
    fields.forEach(
        (key, value) -> {
          if (!key.equals(SECRET_FIELDS)) {
            copy.put(
                key, value instanceof Map<?, ?> map ? withoutSecretFields(object(map)) : value);
          }
        });
    return copy;
  }

  /** Dotted paths of the secret values; whatever else a client put there is skipped. */
  static List<String> secretFields(Map<String, Object> fields) {
    return fields.get(SECRET_FIELDS) instanceof List<?> paths
        ? paths.stream().filter(String.class::isInstance).map(Objects::toString).toList()
        : List.of();
  }

  /** JSON objects always have string keys. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
