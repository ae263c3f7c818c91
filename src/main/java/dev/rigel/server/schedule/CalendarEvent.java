package dev.rigel.server.schedule;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * An event of a calendar, once or recurring.
 *
 * @param starts the wall times at which it begins
 * @param days how many days each occurrence touches, at least 1
 */
record CalendarEvent(RecurrenceSet starts, long days) {

  boolean covers(LocalDate day, Effort effort) {
    effort.spend();
    var from = day.minusDays(days - 1).atStartOfDay();
    return starts.first(from, day.atTime(LocalTime.MAX), effort) != null;
  }

  /** The day of the first occurrence that begins on a day or later; null when there is none. */
  LocalDate nextStart(LocalDate from, Effort effort) {
    effort.spend();
    var start = starts.first(from.atStartOfDay(), WallTimes.LAST, effort);
    return start == null ? null : start.toLocalDate();
  }
}
