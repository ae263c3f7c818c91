package dev.rigel.client;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Turns every {@link Refusal} into what is thrown. */
final class RefusedCall implements ResponseExceptionMapper<ApiException> {
  private final URI api;

  /** For calls of the API at an address. */
  RefusedCall(URI api) {
    this.api = api;
  }

  @Override
  public boolean handles(int status, MultivaluedMap<String, Object> headers) {
    return Refusal.is(status, isJson(headers));
  }

  private static boolean isJson(MultivaluedMap<String, Object> headers) {
    var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    return type != null
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(MediaType.valueOf(type.toString()));
  }

  @Override
  public ApiException toThrowable(Response response) {
    return new Refusal(
            response.getStatus(),
            response.getStatusInfo().getReasonPhrase(),
            response.getHeaderString(HttpHeaders.RETRY_AFTER),
            body(response))
        .of(api);
  }

  private static String body(Response response) {
    try (var stream = response.readEntity(InputStream.class)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ProcessingException | IllegalStateException | IOException e) {
      return ""; // the status alone has to do
    }
  }
}
