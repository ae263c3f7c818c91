package dev.rigel.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** A call that brought no result: refused by the server, or never answered. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;

  private final int status;
  private final String detail;
  private final transient Duration retryAfter;

  private ApiException(
      int status, String detail, String message, Duration retryAfter, Throwable e) {
    super(message, e);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /**
   * The server refused.
   *
   * @param detail the server's own words, on one line
   * @param retryAfter how long it asks to wait; null if it does not say
   */
  static ApiException refused(int status, String detail, Duration retryAfter) {
    return new ApiException(status, detail, detail + " (HTTP " + status + ")", retryAfter, null);
  }

  /** Nobody answered, or not in the language of the API. */
  static ApiException unanswered(String message, Throwable cause) {
    return new ApiException(NO_ANSWER, message, message, null, cause);
  }

  /** The HTTP status; 0 if there was no usable answer. */
  public int status() {
    return status;
  }

  /** What is wrong, in the server's words and without the status; one line. */
  public String detail() {
    return detail;
  }

  /** How long the server asks to wait before the next try. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether what was asked for does not exist. */
  public boolean isNotFound() {
    return status == 404;
  }

  /** Whether it clashes with something that exists. */
  public boolean isConflict() {
    return status == 409;
  }

  /** Whether no connection could be made; any other call would fare the same. */
  public boolean isUnreachable() {
    return getCause() instanceof ConnectException
        || getCause() instanceof UnknownHostException
        || getCause() instanceof NoRouteToHostException;
  }

  /** Whether the server cannot be reached or cannot work now, so that another try makes sense. */
  public boolean isOutage() {
    return status == NO_ANSWER || status == 429 || status >= 500;
  }
}
