package dev.rigel.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that brought no result. Either the API refused it, in its own words, or it was never
 * answered by the API: nobody was there, the answer did not come, or somebody else answered (a
 * proxy, or a server whose application is not there yet). {@link #isOutage} tells the two apart;
 * nothing else may, as the status alone does not: while Payara starts, it answers 404 to
 * everything.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;

  /** What the API says of a path that it does not know; of things it says more. */
  private static final String NO_SUCH_PATH = "Not Found";

  private final int status;
  private final boolean ofTheApi;
  private final String detail;
  private final transient @Nullable Duration retryAfter;

  private ApiException(
      int status,
      boolean ofTheApi,
      String detail,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable e) {
    super(message, e);
    this.status = status;
    this.ofTheApi = ofTheApi;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /**
   * The API refused.
   *
   * @param detail its own words, on one line
   * @param retryAfter how long it asks to wait, if it says
   */
  static ApiException refused(int status, String detail, @Nullable Duration retryAfter) {
    var message = detail + " (HTTP " + status + ")";
    return new ApiException(status, true, detail, message, retryAfter, null);
  }

  /**
   * Somebody answered, but not the API.
   *
   * @param api the address that was asked
   * @param reason the status's name
   * @param retryAfter as above
   */
  static ApiException foreign(URI api, int status, String reason, @Nullable Duration retryAfter) {
    var hint = status < 500 ? ", but not from the API at " + api + ": " + perhaps(api) : "";
    var message = reason + " (HTTP " + status + hint + ")";
    return new ApiException(status, false, reason, message, retryAfter, null);
  }

  private static String perhaps(URI api) {
    return api.getPath().endsWith("/api")
        ? "it may be starting, or hidden"
        : "the address may lack /api";
  }

  /** Nobody answered, or not in the language of the API. */
  static ApiException unanswered(String message, @Nullable Throwable cause) {
    return new ApiException(NO_ANSWER, false, message, message, null, cause);
  }

  /**
   * The HTTP status, whoever sent it; 0 if there was no usable answer. No ground to give something
   * up: see {@link #isOutage}.
   */
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

  /** Whether the API says that what was asked for does not exist. */
  public boolean isNotFound() {
    return ofTheApi && status == 404 && !isLost();
  }

  /** Whether the API says that it clashes with something that exists. */
  public boolean isConflict() {
    return ofTheApi && status == 409;
  }

  /** Whether no connection could be made; any other call would fare the same. */
  public boolean isUnreachable() {
    return getCause() instanceof ConnectException
        || getCause() instanceof UnknownHostException
        || getCause() instanceof NoRouteToHostException;
  }

  /**
   * Whether nothing is known about what was asked: the API cannot be reached or cannot work now, so
   * that the same call may succeed later. If not, it is refused for good, by the API itself, or
   * because it is larger than something on the way lets pass.
   */
  public boolean isOutage() {
    return ofTheApi ? status == 429 || status >= 500 || isLost() : !isTooLarge();
  }

  /**
   * Whether the call may have been carried out although no answer says so. Who could not be reached
   * did nothing, and neither did a server that was busy.
   */
  public boolean mayHaveBeenDone() {
    return isOutage() && !isUnreachable() && status != 429 && status != 503;
  }

  /**
   * Whether the API says that it has no such call: it is the reference's, say, or an older one. A
   * proxy that leads elsewhere may cause it too, so that it also counts as an outage.
   */
  public boolean isNoSuchCall() {
    return ofTheApi && isLost();
  }

  private boolean isLost() {
    return status == 404 && detail.equals(NO_SUCH_PATH);
  }

  /** Proxies and servers have limits for bodies, addresses and headers that no waiting lifts. */
  private boolean isTooLarge() {
    return status == 413 || status == 414 || status == 431;
  }
}
