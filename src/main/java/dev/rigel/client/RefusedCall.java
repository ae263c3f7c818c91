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
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns every answer that is no success of the API's into an {@link ApiException}. This is where
 * the API's own answers are told from those of others: it speaks JSON only, and its errors say what
 * is wrong in {@link ErrorBody one of three shapes}.
 */
final class RefusedCall implements ResponseExceptionMapper<ApiException> {
  private static final int NO_CONTENT = 204;

  private final URI api;

  /** For calls of the API at an address. */
  RefusedCall(URI api) {
    this.api = api;
  }

  /**
   * Redirects too, as nothing follows them; and a page with status 200, which a call without a
   * result would take for a success.
   */
  @Override
  public boolean handles(int status, MultivaluedMap<String, Object> headers) {
    return status >= 300 || status != NO_CONTENT && !isJson(headers);
  }

  private static boolean isJson(MultivaluedMap<String, Object> headers) {
    var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    return type != null
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(MediaType.valueOf(type.toString()));
  }

  @Override
  public ApiException toThrowable(Response response) {
    var status = response.getStatus();
    var wait = retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER));
    var words = status >= 300 ? ErrorBody.detail(body(response)) : Optional.<String>empty();
    return words
        .map(detail -> ApiException.refused(status, detail, wait))
        .orElseGet(
            () ->
                ApiException.foreign(
                    api, status, response.getStatusInfo().getReasonPhrase(), wait));
  }

  private static String body(Response response) {
    try (var stream = response.readEntity(InputStream.class)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ProcessingException | IllegalStateException | IOException e) {
      return ""; // the status alone has to do
    }
  }

  /** Only the form in seconds; a date would need a clock that both sides share. */
  private static @Nullable Duration retryAfter(@Nullable String header) {
    return header != null && header.strip().matches("\\d{1,6}(\\.\\d+)?")
        ? Duration.ofMillis((long) (Double.parseDouble(header.strip()) * 1000))
        : null;
  }
}
