package dev.rigel.agent;

import dev.rigel.client.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the agent is to stop; everything that waits in an agent waits here. */
final class Stopping {
  /** Between two tries to reach a server that is away. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final CountDownLatch requested = new CountDownLatch(1);

  /** From any thread, any number of times. */
  void request() {
    requested.countDown();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Patience with a server that is away, until the agent is to stop. */
  Patience patience() {
    return new Patience(Patience.Plan.every(TRY_AGAIN), this::happensWithin);
  }

  /** Waits, but not longer than until the agent is to stop. */
  boolean happensWithin(Duration time) throws InterruptedException {
    return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
