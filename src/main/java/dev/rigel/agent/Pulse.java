package dev.rigel.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When the server has last answered an agent that asks for work, and whether it does now. */
final class Pulse {
  private final LongSupplier nanoTime;
  private volatile @Nullable Long lastBeat;
  private volatile boolean missed;

  /**
   * Nothing was answered yet.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds from any point
   */
  Pulse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The server has answered. */
  void beat() {
    lastBeat = nanoTime.getAsLong();
    missed = false;
  }

  /** The server was asked in vain. */
  void miss() {
    missed = true;
  }

  /** Whether it was in vain the last time. */
  boolean isMissed() {
    return missed;
  }

  /** The time since the last answer; empty if there was none. */
  Optional<Duration> age() {
    return Optional.ofNullable(lastBeat).map(last -> Duration.ofNanos(nanoTime.getAsLong() - last));
  }
}
