package dev.rigel.server.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/**
 * The net below all wakes, which can be lost: the agents that wait are looked at in turns, one
 * between two wakes, so that nobody who is woken waits for a thousand others. A round begins as
 * soon as {@link #PAUSE} after the one before, and is followed by a pause that is at least {@link
 * #SHARE} times as long: then it costs at most a fifth of a processor, however many there are.
 */
final class SlowRound {
  static final Duration PAUSE = Duration.ofSeconds(5);
  static final int SHARE = 4;

  private final Deque<UUID> left = new ArrayDeque<>();
  private long began;
  private long next;

  /** The first round begins at once. */
  SlowRound(long now) {
    next = now;
  }

  /** Begins anew, at once: something was missed. */
  void begin(long now) {
    left.clear();
    next = now;
  }

  /** How long nobody need be looked at. */
  long nanosToNext(long now) {
    return left.isEmpty() ? next - now : 0;
  }

  /**
   * Whose turn it is.
   *
   * @param waiting those that wait now, who are looked at in a round that begins
   */
  Optional<UUID> turn(Collection<UUID> waiting, long now) {
    if (left.isEmpty() && next - now <= 0) {
      left.addAll(waiting);
      began = now;
      next = now + PAUSE.toNanos();
    }
    var turn = Optional.ofNullable(left.poll());
    if (turn.isPresent() && left.isEmpty()) {
      next = now + Math.max(PAUSE.toNanos(), SHARE * (now - began));
    }
    return turn;
  }
}
