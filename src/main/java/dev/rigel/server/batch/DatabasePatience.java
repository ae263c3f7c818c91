package dev.rigel.server.batch;

import dev.rigel.server.platform.Outage;
import java.time.Duration;
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

  /** How to wait. */
  interface Pause {
    /** Waits; whether there will be no other try, as all is to end. */
    boolean endsWithin(Duration time) throws InterruptedException;
  }

  DatabasePatience(Pause pause) {
    this.pause = pause;
  }

  /**
   * Calls until there is an answer. A thread that is interrupted meanwhile stays so.
   *
   * @param limit of the pauses, all together
   * @throws RuntimeException what is no outage, or the outage with which patience ended
   */
  <T> T call(Duration limit, Supplier<T> call) {
    var waited = Duration.ZERO;
    var next = FIRST_PAUSE;
    while (true) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (!Outage.mayPass(e) || waited.compareTo(limit) >= 0 || ends(next)) {
          throw e;
        }
      }
      waited = waited.plus(next);
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
