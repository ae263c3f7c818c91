package dev.rigel.server.lifecycle;

import java.time.Duration;

/** The requests that are being answered. Once closed, no more come in. */
final class OpenRequests {
  private int open;
  private boolean closed;

  /** Counts a request in, unless it comes too late. */
  synchronized boolean enter() {
    if (!closed) {
      open++;
    }
    return !closed;
  }

  /** Counts out a request that had been counted in. */
  synchronized void leave() {
    open--;
    notifyAll();
  }

  /**
   * Lets no more in and waits for those inside.
   *
   * @param patience how long to wait at most
   * @return how many are still inside
   */
  synchronized int close(Duration patience) throws InterruptedException {
    closed = true;
    var deadline = System.nanoTime() + patience.toNanos();
    for (var left = patience; open > 0 && left.toMillis() > 0; ) {
      wait(left.toMillis());
      left = Duration.ofNanos(deadline - System.nanoTime());
    }
    return open;
  }
}
