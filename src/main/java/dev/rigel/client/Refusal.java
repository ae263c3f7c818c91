package dev.rigel.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is no success of the API's, as an {@link ApiException}. This is where the API's
 * own answers are told from those of others: it speaks JSON only, and its errors say what is wrong
 * in {@link ErrorBody one of three shapes}.
 *
 * @param reason the status's name
 * @param retryAfter the header of that name
 */
record Refusal(int status, String reason, @Nullable String retryAfter, String body) {
  private static final int NO_CONTENT = 204;

  /**
   * Whether an answer is one: redirects too, as nothing follows them; and a page with status 200,
   * which a call without a result would take for a success.
   */
  static boolean is(int status, boolean isJson) {
    return status >= 300 || status != NO_CONTENT && !isJson;
  }

  /** What is thrown for it by a call of the API at an address. */
  ApiException of(URI api) {
    return status >= 300
        ? ErrorBody.detail(body)
            .map(detail -> ApiException.refused(status, detail, pause()))
            .orElseGet(() -> foreign(api))
        : foreign(api);
  }

  private ApiException foreign(URI api) {
    return ApiException.foreign(api, status, reason, pause());
  }

  /** Only the form in seconds; a date would need a clock that both sides share. */
  private @Nullable Duration pause() {
    return retryAfter != null && retryAfter.strip().matches("\\d{1,6}(\\.\\d+)?")
        ? Duration.ofMillis((long) (Double.parseDouble(retryAfter.strip()) * 1000))
        : null;
  }
}
