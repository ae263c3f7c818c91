package dev.rigel.server.schedule;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * An event of a calendar, once or recurring.
 *
 * @param starts the wall times at which it begins
 * @param days how many days each occurrence touches, at least 1
 */
record CalendarEvent(RecurrenceSet starts, long days) {

  /** Adds the days of a year on which it takes place, the first of January as 1. */
  void addDays(int year, BitSet found, Effort effort) {
    var first = LocalDate.of(year, 1, 1);
    var last = LocalDate.of(year, 12, 31);
    var start = nextStart(first.minusDays(days - 1), last, effort);
    while (start != null) {
      var from = start.isBefore(first) ? first : start;
      var end = start.plusDays(days - 1);
      found.set(from.getDayOfYear(), (end.isAfter(last) ? last : end).getDayOfYear() + 1);
      start = start.equals(last) ? null : nextStart(start.plusDays(1), last, effort);
    }
  }

  /**
   * The day of the first occurrence that begins on a day or later, and not after the last, if there
   * is one.
   */
  @Nullable LocalDate nextStart(LocalDate from, LocalDate last, Effort effort) {
    effort.spend();
    var start = starts.first(from.atStartOfDay(), last.atTime(LocalTime.MAX), effort);
    return start == null ? null : start.toLocalDate();
  }
}
