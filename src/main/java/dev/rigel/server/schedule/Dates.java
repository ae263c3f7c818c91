package dev.rigel.server.schedule;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dates of a schedule. Whatever the start, the answer is the same: an instant either is a date
 * of the schedule or is not. Nothing here reads a clock; instances are immutable and thread-safe.
 */
public interface Dates {

  /**
   * The first date that is not before a start.
   *
   * @return in UTC; empty when the schedule has no date left (before the year 10000)
   * @throws InvalidScheduleException when a bounded search has found none, as with rules that
   *     exclude each other
   */
  Optional<OffsetDateTime> atOrAfter(OffsetDateTime start);

  /**
   * All dates from a start, inclusive, strictly ascending, in UTC. Each is computed when it is
   * asked for, and the stream may be endless: limit it. It may throw as {@link #atOrAfter} does.
   */
  default Stream<OffsetDateTime> from(OffsetDateTime start) {
    return Stream.iterate(
        atOrAfter(start).orElse(null),
        Objects::nonNull,
        date -> atOrAfter(date.plusNanos(1)).orElse(null));
  }
}
