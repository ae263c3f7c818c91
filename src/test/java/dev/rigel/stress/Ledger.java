package dev.rigel.stress;

import dev.rigel.stress.Judge.Ends;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What was done to the servers, and what they answered that they should not have. */
final class Ledger {
  /** What happened, to be counted. */
  enum Event {
    LIMITS_CHANGED,
    PAUSES,
    CANCELS,
    AGENTS_KILLED,
    AGENTS_FROZEN,
    TAKES_REFUSED,
    STATES_REFUSED,
    WAITS,
    ANSWERS_REPEATED,
    CLAIMS_FORGOTTEN,
    RUNS_GIVEN_BACK,
    RUNS_REVOKED,
    PROCESSES_DIED
  }

  private final Map<UUID, String> created = new ConcurrentHashMap<>();
  private final Set<UUID> cancelled = ConcurrentHashMap.newKeySet();
  private final Map<Event, Integer> events = new EnumMap<>(Event.class);
  private final List<String> troubles = new ArrayList<>();

  void created(UUID run, String key) {
    if (created.putIfAbsent(run, key) != null) {
      trouble("run " + run + " was created again");
    }
  }

  /** Before it is asked for. */
  void cancels(UUID run) {
    cancelled.add(run);
  }

  synchronized void count(Event event) {
    events.merge(event, 1, Integer::sum);
  }

  synchronized int countOf(Event event) {
    return events.getOrDefault(event, 0);
  }

  synchronized void trouble(String what) {
    troubles.add(what);
  }

  synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }

  Ends ends(Collection<Ended> known) {
    return new Ends(created, cancelled, known);
  }

  /** What happened how often. */
  @Override
  public synchronized String toString() {
    return events.entrySet().stream()
        .map(e -> e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
