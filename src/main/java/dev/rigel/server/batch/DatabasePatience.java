package dev.rigel.server.batch;

import dev.rigel.server.database.Outage;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes a call again while the database is away or busy, after pauses that double from 1 s to 10 s.
 * The client's patience is of the same length, but judges answers over HTTP; here there are none,
 * and the server knows no client.
 */
final class DatabasePatience {
  /** Long enough for a database to be restarted or moved. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What a job has done is worth waiting for a database that is mended by hand, after a night. */
  static final Duration PATIENCE_WITH_AN_END = Duration.ofHours(24);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Pause pause;
  private final LongSupplier nanoTime;

  /** How to wait. */
  interface Pause {
    /** Waits; whether there will be no other try, as all is to end. */
    boolean endsWithin(Duration time) throws InterruptedException;
  }

  /**
   * For a run.
   *
   * @param nanoTime a clock that only goes forward, in nanoseconds from any point
   */
  DatabasePatience(Pause pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /**
   * Calls until there is an answer. A thread that is interrupted meanwhile stays so.
   *
   * @param limit from the first try on, the time inside the calls included
   * @throws RuntimeException what is no outage, or the outage with which patience ended
   */
  <T> T call(Duration limit, Supplier<T> call) {
    var begun = nanoTime.getAsLong();
    var next = FIRST_PAUSE;
    while (true) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        var over = nanoTime.getAsLong() - begun >= limit.toNanos();
        if (!Outage.mayPass(e) || over || ends(next)) {
          throw e;
        }
      }
      var doubled = next.multipliedBy(2);
      next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private boolean ends(Duration within) {
    try {
      return pause.endsWithin(within);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
