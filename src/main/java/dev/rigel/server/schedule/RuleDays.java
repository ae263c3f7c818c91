package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.NthWeekday;
import dev.rigel.server.schedule.RuleParts.Part;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Set;

/** Which days the BY parts of a recurrence rule let through: every part given has to agree. */
final class RuleDays {
  /** Bits 1 to 12. */
  private final int months;

  private final Set<Integer> monthDays;
  private final Set<Integer> yearDays;
  private final Set<Integer> weekNumbers;
  private final Set<Integer> easterOffsets;
  private final List<NthWeekday> weekdays;
  private final WeekFields weeks;
  private final boolean nthInYear;

  RuleDays(RuleParts parts) {
    months = parts.numbers(Part.BYMONTH).stream().mapToInt(month -> 1 << month).sum();
    monthDays = Set.copyOf(parts.numbers(Part.BYMONTHDAY));
    yearDays = Set.copyOf(parts.numbers(Part.BYYEARDAY));
    weekNumbers = Set.copyOf(parts.numbers(Part.BYWEEKNO));
    easterOffsets = Set.copyOf(parts.numbers(Part.BYEASTER));
    weekdays = List.copyOf(parts.weekdays());
    weeks = WeekFields.of(parts.weekStart(), 4);
    nthInYear = parts.frequency() == Frequency.YEARLY && months == 0;
  }

  boolean allow(LocalDate day) {
    return allowMonth(day)
        && (monthDays.isEmpty() || counts(monthDays, day.getDayOfMonth(), day.lengthOfMonth()))
        && (yearDays.isEmpty() || counts(yearDays, day.getDayOfYear(), day.lengthOfYear()))
        && (weekdays.isEmpty() || onWeekday(day))
        && (weekNumbers.isEmpty() || inWeek(day))
        && (easterOffsets.isEmpty() || byEaster(day));
  }

  /** A day that does not allow the whole month of a refused one to be looked at. */
  LocalDate nextCandidate(LocalDate refused) {
    return allowMonth(refused)
        ? refused.plusDays(1)
        : YearMonth.from(refused).plusMonths(1).atDay(1);
  }

  private boolean allowMonth(LocalDate day) {
    return months == 0 || (months >> day.getMonthValue() & 1) != 0;
  }

  /** Numbers count from the start (1 …) or from the end (-1 …). */
  private static boolean counts(Set<Integer> allowed, int position, int length) {
    return allowed.contains(position) || allowed.contains(position - length - 1);
  }

  private boolean onWeekday(LocalDate day) {
    var dayOfWeek = day.getDayOfWeek();
    for (var weekday : weekdays) {
      if (weekday.day() == dayOfWeek && isNth(day, weekday)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNth(LocalDate day, NthWeekday weekday) {
    var position = nthInYear ? day.getDayOfYear() : day.getDayOfMonth();
    var length = nthInYear ? day.lengthOfYear() : day.lengthOfMonth();
    return weekday.nth() == 0
        || weekday.nth() == (position - 1) / 7 + 1
        || weekday.nth() == -((length - position) / 7 + 1);
  }

  private boolean inWeek(LocalDate day) {
    var week = day.get(weeks.weekOfWeekBasedYear());
    var last = (int) day.range(weeks.weekOfWeekBasedYear()).getMaximum();
    return counts(weekNumbers, week, last);
  }

  private boolean byEaster(LocalDate day) {
    return easterOffsets.contains((int) ChronoUnit.DAYS.between(easterSunday(day.getYear()), day));
  }

  /** The Gregorian computus in its anonymous form (Nature, 20 April 1876). */
  static LocalDate easterSunday(int year) {
    var golden = year % 19;
    var century = year / 100;
    var skippedLeap = century / 4;
    var correction = (century + 8) / 25;
    var epact = (19 * golden + century - skippedLeap - (century - correction + 1) / 3 + 15) % 30;
    var weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
    var late = (golden + 11 * epact + 22 * weekday) / 451;
    var days = epact + weekday - 7 * late + 114;
    return LocalDate.of(year, Month.of(days / 31), days % 31 + 1);
  }
}
