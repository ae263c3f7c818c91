package dev.rigel.contract.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.openapitools.jackson.nullable.JsonNullableModule;

/**
 * The one mapper: snake case, ISO times with {@code +00:00}, durations as float seconds, unknown
 * keys skipped.
 */
public final class Json {
  /**
   * Levels of lists and objects that are read, at most. Jackson writes twice as many: what was read
   * can be sent back within other things.
   */
  private static final int MOST_LEVELS = 500;

  /** Resolved types that are kept; Jackson's own number. */
  private static final int MOST_TYPES = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
                  .build())
          .typeFactory(ownTypes())
          .addModule(new JavaTimeModule())
          .addModule(new JsonNullableModule())
          .addModule(wireForms())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // Python clients write NaN and Infinity; they are read here and become null, never a
          // syntax error
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private Json() {}

  /** The shared mapper; safe for use by many threads, not to be reconfigured. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * With a cache of its own: the usual one belongs to the JVM, where a server's Jackson would keep
   * our classes, and so the whole application, after it has been undeployed.
   */
  private static TypeFactory ownTypes() {
    LookupCache<Object, JavaType> cache = new LRUMap<>(16, MOST_TYPES);
    return TypeFactory.defaultInstance().withCache(cache);
  }

  private static SimpleModule wireForms() {
    return new SimpleModule("rigel-wire-forms")
        .addSerializer(OffsetDateTime.class, new WireForms.TimeWriter())
        .addDeserializer(OffsetDateTime.class, new WireForms.TimeReader())
        .addSerializer(Duration.class, new WireForms.DurationWriter())
        .addDeserializer(Duration.class, new WireForms.DurationReader())
        .addDeserializer(UUID.class, new WireForms.UuidReader());
  }
}
