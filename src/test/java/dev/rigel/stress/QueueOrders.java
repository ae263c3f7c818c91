package dev.rigel.stress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was in force on a queue, and when. One change after the other; while one is on its way, that
 * and the one before it may be in force.
 */
final class QueueOrders {
  private final List<QueueChange> changes = new ArrayList<>();

  synchronized QueueOrders add(QueueChange change) {
    changes.add(change);
    return this;
  }

  synchronized QueueChange last() {
    return changes.get(changes.size() - 1);
  }

  /** The highest limit that may have been in force. */
  synchronized int limit(Instant at) {
    return inForce(at, at).mapToInt(QueueChange::limit).max().orElseThrow();
  }

  /** Whether it was paused all the time, without doubt. */
  synchronized boolean isPaused(Instant from, Instant until) {
    return inForce(from, until).allMatch(QueueChange::isPaused);
  }

  private Stream<QueueChange> inForce(Instant from, Instant until) {
    return IntStream.range(0, changes.size())
        .filter(i -> !changes.get(i).asked().isAfter(until) && !isOver(i, from))
        .mapToObj(changes::get);
  }

  private boolean isOver(int i, Instant at) {
    return i + 1 < changes.size() && changes.get(i + 1).answered().isBefore(at);
  }
}
