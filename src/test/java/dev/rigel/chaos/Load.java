package dev.rigel.chaos;

import static org.awaitility.Awaitility.await;

import dev.rigel.it.Site;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Clients that make runs and bring them to their end, as fast as they are answered. Each takes runs
 * from one queue, as agents do that compete. They ask until they are answered.
 */
final class Load implements AutoCloseable {
  /** A server that has been killed may be away for a minute on a busy machine. */
  static final Duration LONGEST = Duration.ofMinutes(4);

  /** Longer than a caller waits for one answer. */
  private static final Duration NOTHING_MORE = Duration.ofSeconds(100);

  private final Ledger ledger = new Ledger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Site site;
  private volatile boolean isMaking = true;
  private volatile boolean isClosed;

  private Load(Site site) {
    this.site = site;
  }

  /**
   * Begins.
   *
   * @param clients how many for each server
   */
  static Load on(Site site, int clients, URI... servers) {
    var load = new Load(site);
    for (var server : servers) {
      for (int i = 0; i < clients; i++) {
        var worker = new Worker(load, new Caller(server, load.ledger));
        load.threads.execute(worker);
      }
    }
    return load;
  }

  Ledger ledger() {
    return ledger;
  }

  Site site() {
    return site;
  }

  boolean isMaking() {
    return isMaking;
  }

  boolean isOver() {
    return isClosed || !isMaking && ledger.isSettled();
  }

  /** Nobody waits for an answer any more. */
  boolean isClosed() {
    return isClosed;
  }

  /** Waits until so many more runs are completed. */
  void awaitCompleted(int more) {
    var wanted = ledger.completed() + more;
    await("runs completed").atMost(LONGEST).until(() -> ledger.completed() >= wanted);
  }

  /** Goes on for a time. */
  void goOnFor(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    await("the load")
        .atMost(time.plus(LONGEST))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> System.nanoTime() - end >= 0);
  }

  /**
   * Makes no more runs and waits until those that were created have ended, or no more of them do.
   */
  void settle() throws InterruptedException {
    isMaking = false;
    threads.shutdown();
    int before;
    do {
      before = ledger.completed();
    } while (!threads.awaitTermination(NOTHING_MORE.toSeconds(), TimeUnit.SECONDS)
        && ledger.completed() > before);
    close();
  }

  @Override
  public void close() {
    isClosed = true;
    threads.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
