package dev.rigel.agent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the one thread that waits for it, now or when it comes to wait. */
final class Bell {
  private final Semaphore rung = new Semaphore(0);

  /** From any thread; often is as good as once. */
  void ring() {
    rung.release();
  }

  /** Waits until it is rung. */
  void await() throws InterruptedException {
    rung.acquire();
    rung.drainPermits();
  }

  /** Waits until it is rung, or the time is over. */
  void await(Duration atMost) throws InterruptedException {
    rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    rung.drainPermits();
  }
}
