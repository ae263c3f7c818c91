package dev.rigel.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The runs in the agent's hands, each with a thread of its own from being offered to its end. A run
 * that is in hand is not taken again, though the server may offer it: while it waits for its time,
 * and while its living process waits for a retry.
 */
final class Submissions {
  /** Until a busy machine has let everybody know that a killed process is dead. */
  private static final Duration DEATH = Duration.ofSeconds(5);

  private final Map<UUID, InHand> inHand = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final BiFunction<Assignment, Places.Place, Submission> make;
  private final Duration grace;
  private volatile Runnable ended = () -> {};

  private record InHand(Submission submission, CompletableFuture<Void> end) {}

  /**
   * None yet.
   *
   * @param threads makes the thread of each run
   * @param grace how long runs may take that are asked to end as the agent stops
   */
  Submissions(
      BiFunction<Assignment, Places.Place, Submission> make,
      ThreadFactory threads,
      Duration grace) {
    this.make = make;
    this.threads = Executors.newCachedThreadPool(threads);
    this.grace = grace;
  }

  /** Tells of each run that has left the agent's hands, on the run's thread. */
  void whenEnded(Runnable listener) {
    ended = listener;
  }

  boolean holds(UUID run) {
    return inHand.containsKey(run);
  }

  int count() {
    return inHand.size();
  }

  /** All in hand that are the agent's own: of one that was revoked only its death is awaited. */
  Set<UUID> own() {
    return inHand.values().stream()
        .map(InHand::submission)
        .filter(submission -> !submission.isRevoked())
        .map(Submission::id)
        .collect(Collectors.toSet());
  }

  /** Of these the ones that were told to end. */
  List<UUID> ending() {
    return inHand.values().stream()
        .map(InHand::submission)
        .filter(Submission::isEnding)
        .map(Submission::id)
        .toList();
  }

  /**
   * Takes a run in hand, on a place of its own, which is left where that fails. One that is in hand
   * already was given anew: what runs of it is killed first.
   */
  void submit(Assignment run, Places.Place place) {
    Optional<InHand> taken = Optional.empty();
    try {
      var submission = make.apply(run, place);
      var mine = new InHand(submission, new CompletableFuture<>());
      taken = Optional.of(mine);
      var earlier = Optional.ofNullable(inHand.put(run.id(), mine));
      earlier.ifPresent(e -> e.submission().revoke());
      threads.execute(
          () -> {
            try {
              earlier.ifPresent(e -> e.end().join());
              submission.run();
            } finally {
              remove(run.id(), mine);
            }
          });
    } catch (RuntimeException | Error e) {
      // no thread to be had, say
      taken.ifPresent(mine -> remove(run.id(), mine));
      place.leave();
      throw e;
    }
  }

  private void remove(UUID id, InHand run) {
    inHand.remove(id, run);
    run.end().complete(null);
    ended.run();
  }

  /**
   * Ends a run that was cancelled: asks, and kills what has not ended in time.
   *
   * @return whether that is news
   */
  boolean cancel(UUID id) {
    var run = Optional.ofNullable(inHand.get(id)).filter(r -> !r.submission().isEnding());
    run.ifPresent(
        r -> {
          r.submission().end(EndReason.CANCELLED);
          threads.execute(() -> killUnlessEnded(r));
        });
    return run.isPresent();
  }

  /**
   * In a thread of the agent's: the JDK's for timeouts would keep the class loader of the
   * application that the agent is in, for as long as the JVM lives.
   */
  private static void killUnlessEnded(InHand run) {
    try {
      run.end().get(run.submission().timeToEnd().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      run.submission().kill();
    } catch (ExecutionException e) {
      throw new IllegalStateException("ends are never exceptional", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the agent ends, and kills all by itself
    }
  }

  /**
   * Kills what was taken from this agent, without a word to the server.
   *
   * @return whether it is in hand
   */
  boolean revoke(UUID id) {
    var run = Optional.ofNullable(inHand.get(id));
    run.ifPresent(r -> r.submission().revoke());
    return run.isPresent();
  }

  /** Waits until no run is in hand. */
  void awaitAll() throws InterruptedException {
    awaitAll(Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000L));
  }

  /**
   * Ends what was started: asks, and kills what has not ended in time; what is still being claimed
   * then is given back.
   */
  void endAll() throws InterruptedException {
    inHand.values().forEach(run -> run.submission().end(EndReason.AGENT_STOPS));
    if (!awaitAll(grace)) {
      killAll();
      inHand.values().forEach(run -> threads.execute(run.submission()::withdraw));
      awaitAll(grace.compareTo(DEATH) < 0 ? DEATH : grace);
    }
    threads.shutdownNow();
  }

  /** Kills at once what was asked to end. */
  void killAll() {
    inHand.values().forEach(run -> run.submission().kill());
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
