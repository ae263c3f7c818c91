package dev.rigel.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What ends a run besides its job: one who asks for the end, one who gives the job up, or that the
 * run is ours no more ({@link HoldWatch}). The run spends its pauses here, so that each of these
 * cuts them short.
 */
final class EndWatch {
  private final RunReporter reporter;
  private final HoldWatch hold;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean stopRequested;
  private volatile @Nullable String lastWord;

  EndWatch(RunReporter reporter, HoldWatch hold) {
    this.reporter = reporter;
    this.hold = hold;
  }

  /** Asks for the end, from any thread. */
  void stop() {
    stopRequested = true;
    stopWaiting();
    wake();
  }

  /**
   * Gives the job up, from any thread.
   *
   * @param why the last word that is told of it
   */
  void giveUp(String why) {
    lastWord = why;
    stop();
  }

  /** From now on nothing but the run's end is worth waiting for a server that is away. */
  void stopWaiting() {
    reporter.stopWaiting();
  }

  boolean isStopRequested() {
    return stopRequested;
  }

  /** Why the job was given up; empty while it was not. */
  Optional<String> lastWord() {
    return Optional.ofNullable(lastWord);
  }

  /** Whether the run is to go on, as far as is known. */
  boolean isRunWanted() {
    return !stopRequested && hold.isWanted();
  }

  /**
   * Whether the run is to end, by request or as it is not wanted any more; asks for that if it is
   * due.
   */
  boolean isDue() {
    return stopRequested || hold.isUnwanted();
  }

  /** Waits for a retry, say; not longer than until the run is to end. */
  void rest(Duration time) throws InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    var left = time;
    while (left.toNanos() > 0 && !isDue()) {
      pause(left.compareTo(hold.askEvery()) < 0 ? left : hold.askEvery());
      left = Duration.ofNanos(end - System.nanoTime());
    }
  }

  /** Sleeps, but not longer than until the next {@link #wake}. */
  void pause(Duration atMost) throws InterruptedException {
    if (wakeUps.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      wakeUps.drainPermits();
    }
  }

  /** Ends the present pause or the next one, from any thread. */
  void wake() {
    wakeUps.release();
  }
}
