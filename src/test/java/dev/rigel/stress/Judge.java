package dev.rigel.stress;

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
 * Judges what happened to runs by their states, in the order in which these were committed. Knows
 * nothing of the server's rules but what is promised.
 *
 * @param doubleTakes runs that were given, or begun, while somebody had them, or by somebody else
 * @param overLimit takes for which there was no place; a limit that is lowered ends nobody's run
 * @param whilePaused takes that began when the queue was paused already
 * @param lost runs that are gone, doubled, not at their end, or ended though nobody asked for it
 */
record Judge(
    List<String> doubleTakes, List<String> overLimit, List<String> whilePaused, List<String> lost) {

  /**
   * Judges.
   *
   * @param history all states of all runs, as they were committed
   * @param orders of the queues, by name
   */
  static Judge of(List<Entry> history, Map<String, QueueOrders> orders, Ends ends) {
    return new Judge(
        doubleTakes(history),
        overLimit(history, orders),
        whilePaused(history, orders),
        ends.lost());
  }

  private static List<String> doubleTakes(List<Entry> history) {
    var runs = new HashMap<UUID, Possession>();
    var found = new ArrayList<String>();
    for (var entry : history) {
      runs.computeIfAbsent(entry.run().id(), id -> new Possession())
          .fault(entry)
          .ifPresent(fault -> found.add(entry + ": " + fault));
    }
    return found;
  }

  private static List<String> overLimit(List<Entry> history, Map<String, QueueOrders> orders) {
    var holding = new HashMap<String, Set<UUID>>();
    var found = new ArrayList<String>();
    for (var entry : history) {
      var queue = entry.run().queue();
      var runs = holding.computeIfAbsent(queue, name -> new HashSet<>());
      if (!entry.takesAPlace()) {
        runs.remove(entry.run().id());
      } else if (runs.add(entry.run().id())) {
        var limit = orders.get(queue).limit(entry.committed());
        if (runs.size() > limit) {
          found.add("%s: %d of %d".formatted(entry, runs.size(), limit));
        }
      }
    }
    return found;
  }

  private static List<String> whilePaused(List<Entry> history, Map<String, QueueOrders> orders) {
    return history.stream()
        .filter(entry -> entry.type() == StateType.PENDING)
        .filter(entry -> orders.get(entry.run().queue()).isPaused(entry.begun(), entry.committed()))
        .map(Entry::toString)
        .toList();
  }

  /**
   * What there should be in the end, and what there is.
   *
   * @param created the keys of the runs whose creation was confirmed, by id
   * @param cancelled the runs whose end was asked for
   * @param known all runs that the database has
   */
  record Ends(Map<UUID, String> created, Set<UUID> cancelled, Collection<Ended> known) {

    private List<String> lost() {
      var lost = new ArrayList<String>();
      var ids = known.stream().map(Ended::id).collect(Collectors.toSet());
      created.keySet().stream()
          .filter(id -> !ids.contains(id))
          .forEach(id -> lost.add("run " + id + " is gone"));
      var keys = new HashSet<String>();
      for (var run : known) {
        if (!run.key().equals(created.get(run.id())) || !keys.add(run.key())) {
          lost.add(run + " is one too many");
        } else if (!mayEndSo(run)) {
          lost.add(run + " did not end as it should");
        }
      }
      return lost;
    }

    /** A run crashes when its agent reports it, or is lost. */
    private boolean mayEndSo(Ended run) {
      return switch (run.type()) {
        case COMPLETED -> true;
        case CANCELLED -> cancelled.contains(run.id());
        case CRASHED -> run.message().startsWith("Crashed: ");
        default -> false;
      };
    }
  }

  /** Whether all promises were kept. */
  boolean isContent() {
    return doubleTakes.isEmpty() && overLimit.isEmpty() && whilePaused.isEmpty() && lost.isEmpty();
  }

  /** The numbers, and the first of each. */
  @Override
  public String toString() {
    return "%s\n%s\n%s\n%s"
        .formatted(
            few("double takes", doubleTakes),
            few("over the limit", overLimit),
            few("while paused", whilePaused),
            few("lost", lost));
  }

  private static String few(String what, List<String> all) {
    return all.stream()
        .limit(10)
        .collect(Collectors.joining("\n  ", all.size() + " " + what + "\n  ", ""));
  }
}
