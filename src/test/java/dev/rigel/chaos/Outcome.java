package dev.rigel.chaos;

import dev.rigel.it.Http;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * What became of one request.
 *
 * @param at when it was known, by {@link System#nanoTime}
 * @param took from the request to here
 * @param answer null when there was none
 */
record Outcome(String request, long at, Duration took, Kind kind, Http.Answer answer) {
  /** How it went. */
  enum Kind {
    /** The API answered, and what it says holds. */
    FINE,
    /** 503 with {@code Retry-After}: nothing was done, ask again. */
    BUSY,
    /** 503 without {@code Retry-After}. */
    BUSY_WITHOUT_TIME,
    /** The API says that it is broken: another 5xx. */
    BROKEN,
    /** Not the API's words: a page of the server's. */
    FOREIGN,
    /** Nobody listens. */
    REFUSED,
    /** The connection ended and not a byte was answered. */
    UNANSWERED,
    /** The connection ended in the answer. */
    CUT,
    /** No answer for longer than the caller waits. */
    LATE
  }

  static Outcome of(String request, long begin, Http.Answer answer) {
    var now = System.nanoTime();
    return new Outcome(request, now, Duration.ofNanos(now - begin), kind(answer), answer);
  }

  static Outcome of(String request, long begin, UncheckedIOException failure) {
    var now = System.nanoTime();
    return new Outcome(request, now, Duration.ofNanos(now - begin), kind(failure), null);
  }

  private static Kind kind(Http.Answer answer) {
    if (answer.status() == 503) {
      var time = answer.headers().firstValue("Retry-After");
      return time.isPresent() ? Kind.BUSY : Kind.BUSY_WITHOUT_TIME;
    }
    var type = answer.headers().firstValue("Content-Type").orElse("");
    if (!answer.text().isEmpty() && !type.startsWith("application/json")) {
      return Kind.FOREIGN;
    }
    return answer.status() < 500 ? Kind.FINE : Kind.BROKEN;
  }

  private static Kind kind(UncheckedIOException failure) {
    if (failure instanceof Http.CutAnswer) {
      return Kind.CUT;
    }
    // a connection that takes too long to make is a kind of time-out for the client, not for us
    return failure.getCause() instanceof ConnectException
        ? Kind.REFUSED
        : failure.getCause() instanceof HttpTimeoutException ? Kind.LATE : Kind.UNANSWERED;
  }

  /** The same, smaller. */
  Outcome withoutAnswer() {
    return new Outcome(request, at, took, kind, null);
  }

  boolean isFine() {
    return kind == Kind.FINE;
  }

  /** In a line, for a report. */
  @Override
  public String toString() {
    var what = answer == null ? "" : " " + answer.status() + " " + answer.text();
    return kind
        + " "
        + request
        + " after "
        + took.toMillis()
        + " ms"
        + what.lines().findFirst().orElse("");
  }
}
