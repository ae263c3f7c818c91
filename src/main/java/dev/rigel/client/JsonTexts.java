package dev.rigel.client;

import dev.rigel.contract.json.Json;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** A text of the API is a JSON text. RESTEasy prefers its own raw reader to one for any object. */
@Priority(100)
@Consumes(MediaType.APPLICATION_JSON)
final class JsonTexts implements MessageBodyReader<String> {

  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] notes, MediaType media) {
    return type == String.class;
  }

  @Override
  public String readFrom(
      Class<String> type,
      Type generic,
      Annotation[] notes,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream in)
      throws IOException {
    return Json.mapper().readValue(in, String.class);
  }
}
