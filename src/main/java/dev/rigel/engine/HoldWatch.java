package dev.rigel.engine;

import dev.rigel.engine.RunHold.Standing;
import java.time.Duration;
import java.util.logging.Level;

/**
 * Whose the run is, as it was last known: asked for now and then, from the run's own thread. A run
 * that is another engine's stays that; while the server cannot be asked, it is whose it was.
 */
final class HoldWatch {
  private static final System.Logger LOG = System.getLogger("rigel.engine");

  private final RunReporter reporter;
  private final RunLogs logs;
  private final Duration askEvery;
  private long lastAsked = System.nanoTime();
  private Standing standing = Standing.OURS;
  private volatile boolean lost;

  HoldWatch(RunReporter reporter, RunLogs logs, Duration askEvery) {
    this.reporter = reporter;
    this.logs = logs;
    this.askEvery = askEvery;
  }

  /** Somebody was told, in any thread, that the run is another engine's. */
  void lose() {
    lost = true;
  }

  Duration askEvery() {
    return askEvery;
  }

  /** Whether its states are ours to report, as last known. */
  boolean isOurs() {
    return !lost && standing.isToBeReported();
  }

  /** Whether it is to go on, as last known. */
  boolean isWanted() {
    return !lost && standing == Standing.OURS;
  }

  /** Asks if it is time, and says whether the run is to go on no more. */
  boolean isUnwanted() {
    if (isWanted() && System.nanoTime() - lastAsked >= askEvery.toNanos()) {
      ask();
    }
    return !isWanted();
  }

  /**
   * Asks whether another engine may have the run by now; only if not may anything be told of its
   * steps.
   */
  boolean isOthers() {
    return ask() == Standing.OTHERS;
  }

  private Standing ask() {
    lastAsked = System.nanoTime();
    try {
      var now = lost || standing == Standing.OTHERS ? Standing.OTHERS : reporter.standing();
      if (now != standing) {
        logs.add(Level.INFO, now.words());
      }
      standing = now;
    } catch (RuntimeException e) {
      // no line of the run's log: each call that matters tells of an outage itself
      LOG.log(System.Logger.Level.DEBUG, "not known whether the run is still wanted", e);
    }
    return standing;
  }
}
