package dev.rigel.agent;

import dev.rigel.client.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the agent is to stop; everything that waits in an agent waits here. */
final class Stopping {
  /** Between two tries to reach a server that is away. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  /** The same for an agent that is about to end. */
  private static final Duration TRY_AGAIN_SOON = Duration.ofSeconds(1);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final Duration grace;
  private volatile long requestedAt;
  private volatile boolean draining;

  /**
   * Nobody has asked for it yet.
   *
   * @param grace how long the agent may go on afterwards to end what it has begun
   */
  Stopping(Duration grace) {
    this.grace = grace;
  }

  /** From any thread, any number of times; the first counts. */
  synchronized void request() {
    if (!isRequested()) {
      requestedAt = System.nanoTime();
      requested.countDown();
    }
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** From now on no more runs are taken; those in hand may end. From any thread. */
  void drain() {
    draining = true;
  }

  /** Whether no more runs are taken, because it drains or because it is to stop. */
  boolean isDraining() {
    return draining || isRequested();
  }

  /** Patience with a server that is away, until the agent is to stop. */
  Patience patience() {
    return new Patience(Patience.Plan.every(TRY_AGAIN), this::happensWithin);
  }

  /**
   * Patience to tell a server that is away what nobody else will tell: it outlasts the request to
   * stop, by the agent's grace.
   */
  Patience patienceWithLastWords() {
    return new Patience(Patience.Plan.every(TRY_AGAIN), this::isOverWithin);
  }

  /**
   * Waits between two tries to tell the server something, less long if the agent is about to end.
   *
   * @return whether its time is over
   */
  boolean isOverWithin(Duration time) throws InterruptedException {
    if (!happensWithin(time)) {
      return false;
    }
    var left = grace.minusNanos(System.nanoTime() - requestedAt);
    if (left.isNegative() || left.isZero()) {
      return true;
    }
    Thread.sleep((left.compareTo(TRY_AGAIN_SOON) < 0 ? left : TRY_AGAIN_SOON).toMillis());
    return false;
  }

  /** Waits, but not longer than until the agent is to stop. */
  boolean happensWithin(Duration time) throws InterruptedException {
    return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
