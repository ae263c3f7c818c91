package dev.rigel.server.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The days that a cron expression meets. Bits stand for numbers: bit 3 of {@code months} is March,
 * bit 0 of a weekday mask is Sunday.
 *
 * @param nthWeekdays for the n-th in the month (1 to 5) the weekdays; index 0 stands for the last
 * @param anyDayOfMonth the day of month is not restricted
 * @param anyDayOfWeek the day of week is not restricted
 * @param either whether one of the two suffices when both are restricted
 */
record CronDays(
    int months,
    int daysOfMonth,
    boolean lastDayOfMonth,
    int weekdays,
    int[] nthWeekdays,
    boolean anyDayOfMonth,
    boolean anyDayOfWeek,
    boolean either) {
  /** After so many years the calendar repeats: what has not come by then never comes. */
  private static final int CYCLE_YEARS = 400;

  /** The first day from {@code from} on, if there is one. */
  @Nullable LocalDate first(LocalDate from, Effort effort) {
    var end = from.plusYears(CYCLE_YEARS);
    var day = from;
    while (day.isBefore(end)) {
      effort.spend();
      if ((months >> day.getMonthValue() & 1) == 0) {
        day = YearMonth.from(day).plusMonths(1).atDay(1);
      } else if (matches(day)) {
        return day;
      } else {
        day = day.plus(1, ChronoUnit.DAYS);
      }
    }
    return null;
  }

  private boolean matches(LocalDate day) {
    if (anyDayOfMonth || anyDayOfWeek || !either) {
      return (anyDayOfMonth || inMonth(day)) && (anyDayOfWeek || inWeek(day));
    }
    return inMonth(day) || inWeek(day);
  }

  private boolean inMonth(LocalDate day) {
    return (daysOfMonth >> day.getDayOfMonth() & 1) != 0
        || lastDayOfMonth && day.getDayOfMonth() == day.lengthOfMonth();
  }

  private boolean inWeek(LocalDate day) {
    var weekday = day.getDayOfWeek().getValue() % 7;
    var nth = (day.getDayOfMonth() - 1) / 7 + 1;
    var last = day.getDayOfMonth() + 7 > day.lengthOfMonth();
    return ((weekdays | nthWeekdays[nth] | (last ? nthWeekdays[0] : 0)) >> weekday & 1) != 0;
  }
}
