package dev.rigel.server.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Texts as JSON; without it the servers' own writer, which is nearer to the type, sends them bare.
 */
@Provider
@Produces(MediaType.APPLICATION_JSON)
@Priority(100)
public class TextProvider implements MessageBodyWriter<String> {

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == String.class;
  }

  @Override
  public void writeTo(
      String text,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    JsonProvider.write(text, out);
  }
}
