package dev.rigel.client;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Turns every answer that is no success into an {@link ApiException}. */
final class RefusedCall implements ResponseExceptionMapper<ApiException> {

  /** Redirects too: nothing follows them, and no body of theirs fits the contract. */
  @Override
  public boolean handles(int status, MultivaluedMap<String, Object> headers) {
    return status >= 300;
  }

  @Override
  public ApiException toThrowable(Response response) {
    return ApiException.refused(
        response.getStatus(),
        ErrorBody.detail(body(response), response.getStatusInfo().getReasonPhrase()),
        retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
  }

  private static String body(Response response) {
    try (var stream = response.readEntity(InputStream.class)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ProcessingException | IllegalStateException | IOException e) {
      return ""; // the status alone has to do
    }
  }

  /** Only the form in seconds; a date would need a clock that both sides share. */
  private static Duration retryAfter(String header) {
    return header != null && header.strip().matches("\\d{1,6}(\\.\\d+)?")
        ? Duration.ofMillis((long) (Double.parseDouble(header.strip()) * 1000))
        : null;
  }
}
