package dev.rigel.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the agent is to stop; everything that waits in an agent waits here. */
final class Stopping {
  private final CountDownLatch requested = new CountDownLatch(1);

  /** From any thread, any number of times. */
  void request() {
    requested.countDown();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits, but not longer than until the agent is to stop. */
  boolean happensWithin(Duration time) throws InterruptedException {
    return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
