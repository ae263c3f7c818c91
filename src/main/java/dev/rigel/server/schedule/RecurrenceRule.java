package dev.rigel.server.schedule;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recurrence rule. Its periods are found by arithmetic from the start, never by stepping, so a
 * far-away date costs no more than a near one; COUNT is turned into a last date once.
 */
final class RecurrenceRule implements WallTimes {
  private final RuleParts parts;
  private final LocalDateTime start;
  private final LocalDateTime last;
  private final Periods periods;

  /**
   * @throws InvalidScheduleException when the effort does not suffice to count to COUNT
   */
  RecurrenceRule(RuleParts written, LocalDateTime start, Effort effort) {
    this.start = start;
    this.parts = written.completedFrom(start);
    this.periods = Periods.of(parts, start);
    var end = written.until();
    var until = end != null && end.isBefore(LAST) ? end : LAST;
    var count = written.count();
    this.last = count == null ? until : counted(written, count, until, effort);
  }

  @Override
  public @Nullable LocalDateTime first(LocalDateTime from, LocalDateTime to, Effort effort) {
    var target = WallTimes.roundUp(from.isBefore(start) ? start : from);
    var end = WallTimes.earlier(to, last);
    var index = periods.indexAt(target);
    while (!periods.startOf(index).isAfter(end)) {
      var period = periods.get(index, effort);
      var position = position(period.dates(), target);
      if (position < period.dates().size()) {
        var found = period.dates().get(position);
        return found.isAfter(end) ? null : found;
      }
      index = period.next();
    }
    return null;
  }

  /** With what was left unsaid filled in. */
  RuleParts parts() {
    return parts;
  }

  LocalDateTime start() {
    return start;
  }

  private LocalDateTime counted(RuleParts written, int count, LocalDateTime until, Effort effort) {
    if (written.isPlain() && written.frequency().compareTo(Frequency.DAILY) >= 0) {
      var seconds = (long) written.frequency().seconds * written.interval();
      var steps = count - 1L;
      return steps > secondsUntil(until) / seconds ? until : start.plusSeconds(steps * seconds);
    }
    var left = (long) count;
    var index = 0L;
    while (left > 0 && !periods.startOf(index).isAfter(until)) {
      var period = periods.get(index, effort);
      var before = position(period.dates(), start);
      var size = period.dates().size() - before;
      if (size >= left) {
        var end = period.dates().get((int) (before + left - 1));
        return end.isBefore(until) ? end : until;
      }
      left -= size;
      index = period.next();
    }
    return left > 0 ? until : start.minusSeconds(1);
  }

  private long secondsUntil(LocalDateTime until) {
    return Math.max(0, ChronoUnit.SECONDS.between(start, until));
  }

  /** Of the first date that is not before a target; the size when there is none. */
  private static int position(List<LocalDateTime> dates, LocalDateTime target) {
    var found = Collections.binarySearch(dates, target);
    return found < 0 ? -found - 1 : found;
  }
}
