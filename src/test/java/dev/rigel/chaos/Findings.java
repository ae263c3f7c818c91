package dev.rigel.chaos;

import dev.rigel.chaos.Ledger.Confirmed;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a ledger says against what the server knows.
 *
 * @param gone changes that were confirmed and are not there
 * @param doubled runs that were begun twice, or made twice
 * @param stuck runs that did not come to their end
 */
record Findings(List<String> gone, List<String> doubled, List<String> stuck) {

  /**
   * A run as the server knows it.
   *
   * @param key its idempotency key
   */
  record Known(String key, List<StateResponse> states, Set<String> logs) {}

  /** Asks the server about every run of a load's deployment. */
  static Findings of(Load load, ApiClient api) {
    return of(load.ledger().confirmed(), new Inquiry(api).runsOf(load.site().deployment.id()));
  }

  static Findings of(Collection<Confirmed> confirmed, Map<UUID, Known> known) {
    return new Findings(gone(confirmed, known), doubled(confirmed, known), stuck(known));
  }

  private static List<String> gone(Collection<Confirmed> confirmed, Map<UUID, Known> known) {
    return confirmed.stream()
        .filter(change -> !isThere(change, known.get(change.run())))
        .map(Confirmed::toString)
        .toList();
  }

  private static boolean isThere(Confirmed change, Known run) {
    if (run == null) {
      return false;
    }
    return switch (change.what()) {
      case CREATION -> change.token().equals(run.key());
      case STATE ->
          run.states().stream()
              .anyMatch(
                  state -> state.type() == change.type() && change.token().equals(state.message()));
      case LOG -> run.logs().contains(change.token());
    };
  }

  private static List<String> doubled(Collection<Confirmed> confirmed, Map<UUID, Known> known) {
    var doubled = new ArrayList<String>();
    known.forEach(
        (id, run) ->
            run.states().stream()
                .filter(state -> state.type() != StateType.SCHEDULED)
                .collect(Collectors.groupingBy(StateResponse::type, Collectors.counting()))
                .forEach(
                    (type, times) -> {
                      if (times > 1) {
                        doubled.add("run " + id + " entered " + type + " " + times + " times");
                      }
                    }));
    var takers = new HashMap<UUID, String>();
    for (var change : confirmed) {
      if (change.type() == StateType.PENDING
          && takers.putIfAbsent(change.run(), change.token()) != null) {
        doubled.add("run " + change.run() + " was given to two");
      }
    }
    var keys = new HashSet<String>();
    known.forEach(
        (id, run) -> {
          if (run.key() != null && !keys.add(run.key())) {
            doubled.add("run " + id + " was created again for '" + run.key() + "'");
          }
        });
    return doubled;
  }

  private static List<String> stuck(Map<UUID, Known> known) {
    return known.entrySet().stream()
        .filter(run -> run.getValue().states().stream().noneMatch(s -> s.type().isTerminal()))
        .map(run -> "run " + run.getKey() + " is left " + last(run.getValue()))
        .toList();
  }

  private static String last(Known run) {
    var states = run.states();
    return states.isEmpty() ? "without a state" : states.get(states.size() - 1).name();
  }

  boolean isEmpty() {
    return gone.isEmpty() && doubled.isEmpty() && stuck.isEmpty();
  }

  /** The numbers, and the first few of each. */
  @Override
  public String toString() {
    return "%d gone %s, %d doubled %s, %d stuck %s"
        .formatted(gone.size(), few(gone), doubled.size(), few(doubled), stuck.size(), few(stuck));
  }

  private static List<String> few(List<String> all) {
    return all.subList(0, Math.min(5, all.size()));
  }
}
