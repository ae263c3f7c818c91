package dev.rigel.engine;

import java.time.Duration;
import java.util.Locale;

/**
 * How long a job may go on after it was asked to stop.
 *
 * @param time from the asking on
 * @param consequence what becomes of the job's thread then, which nothing in Java can end: "its
 *     process is ended", say
 */
public record StopDeadline(Duration time, String consequence) {

  /** What is told of a job that has outlived it. */
  String missed() {
    return "The job did not stop within %s s after it was asked to; %s."
        .formatted(seconds(), consequence);
  }

  private String seconds() {
    var seconds = time.toMillis() / 1_000.0;
    return seconds == Math.rint(seconds)
        ? Long.toString((long) seconds)
        : String.format(Locale.ROOT, "%.1f", seconds);
  }
}
