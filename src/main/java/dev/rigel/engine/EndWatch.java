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
  /**
   * So near to its time nobody is asked any more whose the run is: the answer may come too late.
   */
  private static final Duration NEAR = Duration.ofSeconds(1);

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

  /**
   * Waits for the run's time, or for a retry; not longer than until the run is to end.
   *
   * @param time by {@link System#nanoTime}, which no clock that is set can bring near or far
   */
  void restUntil(long time) throws InterruptedException {
    var left = left(time);
    while (left.toNanos() > 0 && !(left.compareTo(NEAR) > 0 ? isDue() : stopRequested)) {
      pause(left.compareTo(hold.askEvery()) < 0 ? left : hold.askEvery());
      left = left(time);
    }
  }

  private static Duration left(long time) {
    return Duration.ofNanos(time - System.nanoTime());
  }

  /** Sleeps, but not longer than until the next {@link #wake}. */
  void pause(Duration atMost) throws InterruptedException {
    if (wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      wakeUps.drainPermits();
    }
  }

  /** Ends the present pause or the next one, from any thread. */
  void wake() {
    wakeUps.release();
  }
}
