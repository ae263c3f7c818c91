package dev.rigel.server.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values that are no plain columns are kept in the database. */
public final class Columns {
  private Columns() {}

  /** A value as JSON text. */
  public static String json(Object value) {
    try {
      return dev.rigel.contract.json.Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** A value from JSON text that we wrote. */
  public static <T> T parse(String json, TypeReference<T> type) {
    try {
      return dev.rigel.contract.json.Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not the JSON that we wrote", e);
    }
  }

  /** The same for a text that may be absent. */
  public static <T> @Nullable T parseOrNull(@Nullable String json, TypeReference<T> type) {
    return json == null ? null : parse(json, type);
  }

  /** A list of texts, one a line: see {@link Database#contains}. */
  @Converter
  public static class Texts implements AttributeConverter<List<String>, String> {
    private static final TypeReference<List<String>> TYPE = new TypeReference<>() {};

    /** The text of a list. */
    public static String text(List<String> texts) {
      return texts.stream()
          .map(t -> "\n" + json(t) + "\n")
          .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<String> texts) {
      return texts == null ? null : text(texts);
    }

    @Override
    public @Nullable List<String> convertToEntityAttribute(@Nullable String column) {
      return parseOrNull(column, TYPE);
    }
  }

  /** Values by name. */
  @Converter
  public static class Values implements AttributeConverter<Map<String, Object>, String> {
    private static final TypeReference<Map<String, Object>> TYPE = new TypeReference<>() {};

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, Object> values) {
      return values == null ? null : json(values);
    }

    @Override
    public @Nullable Map<String, Object> convertToEntityAttribute(@Nullable String column) {
      return parseOrNull(column, TYPE);
    }
  }

  /** Any JSON. */
  @Converter
  public static class Json implements AttributeConverter<JsonNode, String> {
    private static final TypeReference<JsonNode> TYPE = new TypeReference<>() {};

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable JsonNode value) {
      return value == null || value.isNull() ? null : value.toString();
    }

    @Override
    public @Nullable JsonNode convertToEntityAttribute(@Nullable String column) {
      return parseOrNull(column, TYPE);
    }
  }

  /**
   * An id that may be null: EclipseLink 4.0.7 cannot read one that is (its UUIDConverter calls
   * toString on it).
   */
  @Converter
  public static class OptionalId implements AttributeConverter<UUID, UUID> {
    @Override
    public UUID convertToDatabaseColumn(UUID id) {
      return id;
    }

    @Override
    public UUID convertToEntityAttribute(UUID column) {
      return column;
    }
  }
}
