package dev.rigel.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Jackson's view of the forms in {@link Scalars}. */
final class WireForms {
  private WireForms() {}

  static final class TimeWriter extends JsonSerializer<OffsetDateTime> {
    @Override
    public void serialize(OffsetDateTime time, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(Scalars.text(time));
    }
  }

  static final class TimeReader extends JsonDeserializer<OffsetDateTime> {
    @Override
    public OffsetDateTime deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      try {
        return Scalars.time(in.getText());
      } catch (IllegalArgumentException e) {
        return (OffsetDateTime)
            context.handleWeirdStringValue(OffsetDateTime.class, in.getText(), e.getMessage());
      }
    }
  }

  static final class DurationWriter extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration duration, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(Scalars.seconds(duration));
    }
  }

  static final class DurationReader extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return Scalars.duration(in.getText());
      } catch (IllegalArgumentException e) {
        return (Duration)
            context.handleWeirdStringValue(Duration.class, in.getText(), e.getMessage());
      }
    }
  }

  static final class UuidReader extends JsonDeserializer<UUID> {
    @Override
    public UUID deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return Scalars.uuid(in.getText());
      } catch (IllegalArgumentException e) {
        return (UUID) context.handleWeirdStringValue(UUID.class, in.getText(), e.getMessage());
      }
    }
  }
}
