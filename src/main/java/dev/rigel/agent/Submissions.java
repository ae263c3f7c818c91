package dev.rigel.agent;

import dev.rigel.contract.flowrun.FlowRunResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * The runs in the agent's hands, each with a thread of its own from being offered to its end. A run
 * that is in hand is not taken again, though the server may offer it: while it waits for its time,
 * and while its living process waits for a retry.
 */
final class Submissions {
  private final Map<UUID, InHand> inHand = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(Submissions::thread);
  private final BiFunction<FlowRunResponse, Places.Place, Submission> make;

  private record InHand(Submission submission, CompletableFuture<Void> end) {}

  Submissions(BiFunction<FlowRunResponse, Places.Place, Submission> make) {
    this.make = make;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "submission");
    thread.setDaemon(true);
    return thread;
  }

  boolean holds(UUID run) {
    return inHand.containsKey(run);
  }

  int count() {
    return inHand.size();
  }

  /** Takes a run in hand, on a place of its own, which is left where that fails. */
  void submit(FlowRunResponse run, Places.Place place) {
    try {
      var submission = make.apply(run, place);
      inHand.put(run.id(), new InHand(submission, new CompletableFuture<>()));
      threads.execute(
          () -> {
            try {
              submission.run();
            } finally {
              remove(run);
            }
          });
    } catch (RuntimeException | Error e) {
      // no thread to be had, say
      remove(run);
      place.leave();
      throw e;
    }
  }

  private void remove(FlowRunResponse run) {
    var ended = inHand.remove(run.id());
    if (ended != null) {
      ended.end().complete(null);
    }
  }

  /** Waits until no run is in hand. */
  void awaitAll() throws InterruptedException {
    awaitAll(Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000L));
  }

  /**
   * Ends what was started: asks, and kills what has not ended in time; what is still being claimed
   * then is given back.
   */
  void endAll(Duration grace) throws InterruptedException {
    end();
    if (!awaitAll(grace)) {
      end();
      inHand.values().forEach(run -> threads.execute(run.submission()::withdraw));
      awaitAll(grace);
    }
    threads.shutdownNow();
  }

  private void end() {
    inHand.values().forEach(run -> run.submission().end());
  }

  private boolean awaitAll(Duration atMost) throws InterruptedException {
    var ends = inHand.values().stream().map(InHand::end).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("ends are never exceptional", e);
    }
  }
}
