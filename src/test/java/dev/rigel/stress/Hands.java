package dev.rigel.stress;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** As many things at once as an agent does. */
final class Hands implements AutoCloseable {
  private final Semaphore free;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Ledger ledger;

  Hands(int limit, Ledger ledger) {
    free = new Semaphore(limit);
    this.ledger = ledger;
  }

  int free() {
    return free.availablePermits();
  }

  /** Begins; one who has no free hand does nothing, and is told so. */
  boolean begin(Runnable work) {
    if (!free.tryAcquire()) {
      return false;
    }
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (Life.Died | Calls.Trouble over) {
            // it died, or the ledger has it
          } catch (RuntimeException e) {
            ledger.trouble("an agent of the test broke: " + e);
          } finally {
            free.release();
          }
        });
    return true;
  }

  /** Waits until all is done. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
        ledger.trouble("an agent of the test does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
