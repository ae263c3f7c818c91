package dev.rigel.chaos;

import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What a load was answered. Safe for many threads. */
final class Ledger {
  /**
   * A change that the server has confirmed.
   *
   * @param token text that only this change carries: a run's key, a state's or a log's message
   * @param type the state; null for a creation and for a log
   */
  record Confirmed(What what, UUID run, StateType type, String token) {
    @Override
    public String toString() {
      return what + " of run " + run + (type == null ? "" : " to " + type) + " '" + token + "'";
    }
  }

  /** Kinds of changes. */
  enum What {
    /** A run was created. */
    CREATION,
    /** A run entered a state. */
    STATE,
    /** A line was logged. */
    LOG
  }

  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final Queue<Confirmed> confirmed = new ConcurrentLinkedQueue<>();
  private final Map<UUID, String> runs = new ConcurrentHashMap<>();
  private final Queue<String> unansweredButDone = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final AtomicInteger completed = new AtomicInteger();

  void note(Outcome outcome) {
    outcomes.add(outcome.isFine() ? outcome.withoutAnswer() : outcome);
  }

  void created(UUID run, String key) {
    runs.put(run, key);
    confirmed.add(new Confirmed(What.CREATION, run, null, key));
  }

  void entered(UUID run, StateType type, String token) {
    confirmed.add(new Confirmed(What.STATE, run, type, token));
    if (type == StateType.COMPLETED) {
      completed.incrementAndGet();
    }
  }

  void logged(UUID run, String token) {
    confirmed.add(new Confirmed(What.LOG, run, null, token));
  }

  /** A change was made though nobody was told: what a kill may do, and an orderly end may not. */
  void doneUnanswered(String change) {
    unansweredButDone.add(change);
  }

  /** An answer that no rule allows. */
  void surprise(String what) {
    surprises.add(what);
  }

  List<Confirmed> confirmed() {
    return List.copyOf(confirmed);
  }

  /** Runs whose creation was confirmed, with their keys. */
  Map<UUID, String> runs() {
    return Map.copyOf(runs);
  }

  List<String> unansweredButDone() {
    return List.copyOf(unansweredButDone);
  }

  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** Runs that were confirmed to be completed. */
  int completed() {
    return completed.get();
  }

  /** Whether all runs are completed that were created. */
  boolean isSettled() {
    return completed.get() >= runs.size();
  }

  /** Outcomes of these kinds that were known after a moment. */
  List<Outcome> since(long nanoTime, Outcome.Kind... kinds) {
    var wanted = List.of(kinds);
    return outcomes.stream()
        .filter(outcome -> outcome.at() - nanoTime >= 0 && wanted.contains(outcome.kind()))
        .toList();
  }

  /** Outcomes of these kinds. */
  List<Outcome> all(Outcome.Kind... kinds) {
    var wanted = List.of(kinds);
    return outcomes.stream().filter(outcome -> wanted.contains(outcome.kind())).toList();
  }

  /** How often each kind was. */
  Map<Outcome.Kind, Integer> counts() {
    var counts = new EnumMap<Outcome.Kind, Integer>(Outcome.Kind.class);
    outcomes.forEach(outcome -> counts.merge(outcome.kind(), 1, Integer::sum));
    return counts;
  }

  /** From a moment until the last request that was not answered well, zero if all were. */
  Duration badUntil(long nanoTime) {
    return outcomes.stream()
        .filter(outcome -> !outcome.isFine() && outcome.at() - nanoTime >= 0)
        .map(outcome -> Duration.ofNanos(outcome.at() - nanoTime))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
