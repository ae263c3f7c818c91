package dev.rigel.client;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** What is said of a call that brought no usable answer. */
final class Unanswered {
  private Unanswered() {}

  /** Told from the innermost cause of what was thrown. */
  static ApiException by(Route route, Throwable thrown) {
    var api = route.url();
    var cause = innermost(thrown);
    var unreachable =
        ApiException.unanswered("cannot reach the API at " + api + ": " + reason(cause), cause);
    if (unreachable.isUnreachable()) {
      return unreachable;
    }
    if (cause instanceof SocketTimeoutException) {
      var limit = route.timeout().toMillis() / 1000.0;
      return ApiException.unanswered(
          "no answer from the API at " + api + " in " + limit + " s", cause);
    }
    return ApiException.unanswered(
        "no usable answer from the API at " + api + ": " + reason(cause), cause);
  }

  private static Throwable innermost(Throwable e) {
    return e.getCause() == null || e.getCause() == e ? e : innermost(e.getCause());
  }

  private static String reason(Throwable cause) {
    var text = cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    return cause instanceof UnknownHostException
        ? "unknown host " + text
        : text.isEmpty() ? cause.getClass().getSimpleName() : text;
  }
}
