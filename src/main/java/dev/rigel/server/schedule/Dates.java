package dev.rigel.server.schedule;

import java.time.OffsetDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a schedule. Whatever the start, the answer is the same: an instant either is a date
 * of the schedule or is not. Nothing here reads a clock; instances are immutable and thread-safe.
 */
public abstract class Dates {

  Dates() {}

  /** The first date that is not before a start, in UTC, if there is one. */
  abstract @Nullable OffsetDateTime next(OffsetDateTime start, Effort effort);

  /** What becomes of dates where the clocks change, if it is worth a word. */
  @Nullable ClockChange at(ZoneOffsetTransition transition, Effort effort) {
    return null;
  }

  /**
   * The first date that is not before a start.
   *
   * @return in UTC; empty when the schedule has no date left (before the year 10000)
   * @throws InvalidScheduleException when a bounded search has found none, as with rules that
   *     exclude each other
   */
  public final Optional<OffsetDateTime> atOrAfter(OffsetDateTime start) {
    return Optional.ofNullable(next(start, new Effort()));
  }

  /**
   * All dates from a start, inclusive, strictly ascending, in UTC. Each is computed when it is
   * asked for, and the stream may be endless: limit it. It may throw as {@link #atOrAfter} does,
   * and bounds the search for all its dates together.
   */
  public final Stream<OffsetDateTime> from(OffsetDateTime start) {
    var effort = new Effort();
    return Stream.iterate(next(start, effort), Objects::nonNull, date -> following(date, effort));
  }

  private @Nullable OffsetDateTime following(OffsetDateTime date, Effort effort) {
    effort.found();
    return next(date.plusNanos(1), effort);
  }

  /** Those up to an end, inclusive. */
  public final Dates until(OffsetDateTime end) {
    return new EndingDates(this, end);
  }

  /** Those that lie on days which the calendar leaves open. */
  public final Dates on(BusinessCalendar calendar) {
    return new OpenDates(this, calendar);
  }
}
