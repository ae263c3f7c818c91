package dev.rigel.server.benchmark;

import java.time.Duration;
import java.util.List;

/** How long some calls took, and how much the last one answered. */
record Timing(List<Duration> sorted, int bytes) {
  /** What an answer may take at the 95th percentile. */
  static final Duration PROMISED = Duration.ofMillis(300);

  Timing(List<Duration> sorted, int bytes) {
    this.sorted = sorted.stream().sorted().toList();
    this.bytes = bytes;
  }

  /** The time that so many percent of the calls did not exceed. */
  Duration percentile(int percent) {
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  boolean isKept() {
    return percentile(95).compareTo(PROMISED) <= 0;
  }
}
