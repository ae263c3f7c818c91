package dev.rigel.server.flowrun;

import java.time.Duration;
import java.util.List;

/** How long the last completed runs of something took. */
public final class Durations {
  /** Runs by which is judged. */
  public static final int SAMPLE = 20;

  /** With fewer nothing is usual. */
  public static final int LEAST = 5;

  private Durations() {}

  /** The shortest that so many of 100 do not exceed. */
  public static Duration percentile(List<Duration> durations, int percent) {
    var place = (durations.size() * percent + 99) / 100;
    return durations.stream().sorted().skip(place - 1L).findFirst().orElseThrow();
  }
}
