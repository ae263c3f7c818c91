package dev.rigel.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.json.Json;
import dev.rigel.server.platform.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies as JSON, by the one mapper and the contract's reader, the same on both servers. */
@Provider
@Consumes({"application/json", "application/*+json"})
@Produces({"application/json", "application/*+json"})
@Priority(100)
public class JsonProvider implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
  /** What an operation without result sends where the reference sends {@code null}. */
  static final Object NULL = NullNode.getInstance();

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type.isRecord() || List.class.isAssignableFrom(type);
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream in) {
    var bytes = bytes(in);
    try {
      return BodyReader.read(parsed(bytes), generic);
    } catch (InvalidBody e) {
      throw Problem.invalid(e.errors(), e.body());
    }
  }

  /** A client that hangs up in mid-body is no fault of the server, and reads no answer. */
  private static byte[] bytes(InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Problem.detail(400, "The body of the request ended early.");
    }
  }

  private static @Nullable JsonNode parsed(byte[] bytes) {
    if (bytes.length == 0) {
      return null;
    }
    try (var parser = Json.mapper().createParser(bytes)) {
      JsonNode body = Json.mapper().readTree(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "Extra data", parser.currentLocation());
      }
      return body;
    } catch (JsonProcessingException e) {
      throw Problem.invalid(List.of(syntaxError(e)), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      // not UTF-8
      throw Problem.invalid(
          List.of(
              FieldError.of(List.of("body"), "There was an error parsing the body", "value_error")),
          null);
    }
  }

  private static FieldError syntaxError(JsonProcessingException e) {
    var at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
    return new FieldError(
        List.of("body", at),
        e.getOriginalMessage(),
        "value_error.jsondecode",
        Map.of("msg", e.getOriginalMessage(), "pos", at));
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type != byte[].class
        && !InputStream.class.isAssignableFrom(type)
        && !StreamingOutput.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Object value,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    write(value, out);
  }

  /** Writes a value as the wire has it. */
  public static void write(Object value, OutputStream out) throws IOException {
    Json.mapper().writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(out, value);
  }
}
