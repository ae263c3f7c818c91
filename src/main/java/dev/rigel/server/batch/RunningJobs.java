package dev.rigel.server.batch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The runs under way in this server, each known by what stops it. */
final class RunningJobs {
  private final Set<Runnable> stops = new HashSet<>();
  private boolean ending;
  private long deadline;

  /** One begins; it is stopped at once if all are to end. */
  synchronized void add(Runnable stop) {
    stops.add(stop);
    if (ending) {
      stop.run();
    }
  }

  /** One has ended, and nothing of it is left to report. */
  synchronized void remove(Runnable stop) {
    stops.remove(stop);
    notifyAll();
  }

  /** Waits; whether all are to end, which is known at once. */
  synchronized boolean endWithin(Duration time) throws InterruptedException {
    await(() -> ending, System.nanoTime() + time.toNanos());
    return ending;
  }

  /**
   * Stops all and waits for their ends; a second call waits no longer than the first.
   *
   * @return how many go on
   */
  synchronized int end(Duration patience) throws InterruptedException {
    if (!ending) {
      ending = true;
      deadline = System.nanoTime() + patience.toNanos();
      stops.forEach(Runnable::run);
      notifyAll();
    }
    await(stops::isEmpty, deadline);
    return stops.size();
  }

  private void await(BooleanSupplier done, long until) throws InterruptedException {
    var left = until - System.nanoTime();
    while (!done.getAsBoolean() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = until - System.nanoTime();
    }
  }
}
