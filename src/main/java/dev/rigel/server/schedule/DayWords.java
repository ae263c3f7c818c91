package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.NthWeekday;
import dev.rigel.server.schedule.RuleParts.Part;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Days in words. Each list restricts the days, an empty one does not; numbers below zero count from
 * the end.
 *
 * @param months 1 to 12
 * @param nthInYear whether the n-th weekdays are those of the year, not of the month
 * @param either whether day of month and weekday need not agree: one of them suffices
 */
record DayWords(
    List<Integer> months,
    List<Integer> monthDays,
    List<NthWeekday> weekdays,
    boolean nthInYear,
    List<Integer> yearDays,
    List<Integer> weekNumbers,
    List<Integer> easterOffsets,
    boolean either) {
  private static final String OF_THE_MONTH = " of the month";
  private static final String ONLY_IF = ", only if ";

  static DayWords of(CronDays days) {
    var monthDays = new ArrayList<Integer>();
    var weekdays = new ArrayList<NthWeekday>();
    if (!days.anyDayOfMonth()) {
      IntStream.rangeClosed(1, 31)
          .filter(day -> (days.daysOfMonth() >> day & 1) != 0)
          .forEach(monthDays::add);
      if (days.lastDayOfMonth()) {
        monthDays.add(-1);
      }
    }
    if (!days.anyDayOfWeek()) {
      add(weekdays, 0, days.weekdays());
      for (var nth = 0; nth < days.nthWeekdays().length; nth++) {
        add(weekdays, nth == 0 ? -1 : nth, days.nthWeekdays()[nth]);
      }
    }
    var months =
        IntStream.rangeClosed(1, 12)
            .filter(month -> (days.months() >> month & 1) != 0)
            .boxed()
            .toList();
    return new DayWords(
        allOr(months, 12),
        monthDays,
        weekdays,
        false,
        List.of(),
        List.of(),
        List.of(),
        days.either() && !monthDays.isEmpty() && !weekdays.isEmpty());
  }

  private static void add(List<NthWeekday> weekdays, int nth, int mask) {
    for (var day : DayOfWeek.values()) {
      if ((mask >> day.getValue() % 7 & 1) != 0) {
        weekdays.add(new NthWeekday(nth, day));
      }
    }
  }

  /** Of a rule whose unsaid parts are filled in. */
  static DayWords of(RuleParts parts) {
    var weekdays =
        parts.weekdays().stream()
            .sorted(Comparator.comparing(NthWeekday::nth).thenComparing(NthWeekday::day))
            .toList();
    var everyDay = weekdays.stream().filter(day -> day.nth() == 0).count() == 7;
    var months = sorted(parts, Part.BYMONTH);
    return new DayWords(
        allOr(months, 12),
        sorted(parts, Part.BYMONTHDAY),
        everyDay ? List.of() : weekdays,
        parts.frequency() == Frequency.YEARLY && months.isEmpty(),
        sorted(parts, Part.BYYEARDAY),
        sorted(parts, Part.BYWEEKNO),
        sorted(parts, Part.BYEASTER),
        false);
  }

  private static List<Integer> allOr(List<Integer> numbers, int all) {
    return numbers.size() == all ? List.of() : numbers;
  }

  /** Those from the start first, both ascending. */
  private static List<Integer> sorted(RuleParts parts, Part part) {
    return parts.numbers(part).stream()
        .sorted(Comparator.comparing((Integer n) -> n < 0).thenComparing(n -> n))
        .distinct()
        .toList();
  }

  /** The whole sentence. */
  String at(TimeWords times) {
    if (isEveryDay()) {
      return times.frequent()
          ? times.text() + (scope().isEmpty() ? "" : "," + scope())
          : "Every day" + scope() + " at " + times.text();
    }
    if (!isPlainWeekdays()) {
      return times.frequent() ? times.text() + ", on " + phrase() : "On " + phrase(times);
    }
    if (English.hasRange(weekdayNumbers())) {
      var start = times.frequent() ? times.text() : "At " + times.text();
      return start + ", " + weekdayNames() + (scope().isEmpty() ? "" : "," + scope());
    }
    return times.frequent()
        ? times.text() + ", on " + phrase()
        : "Every " + weekdayNames() + scope() + " at " + times.text();
  }

  /** What follows "on": days, "at" and times. */
  String phrase(TimeWords times) {
    var days = phrase();
    return days + (days.contains(ONLY_IF) ? ", at " : " at ") + times.text();
  }

  /** What follows "on"; not for every day. */
  private String phrase() {
    if (isPlainWeekdays()) {
      return weekdayNames() + scope();
    }
    if (either) {
      // else "the 1st and the last Friday" would be two Fridays
      var of = allPlain() ? "" : OF_THE_MONTH;
      return ordinalDays() + of + " and " + eachWeekday() + scope();
    }
    if (isOneDayOnOneWeekday()) {
      return weekdayNames() + " the " + English.nth(monthDays.get(0)) + scope();
    }
    var kinds = kinds();
    var first = kinds.get(0) + scope();
    return kinds.size() == 1
        ? first
        : first + ONLY_IF + English.list(kinds.subList(1, kinds.size()), " and also ");
  }

  boolean isEveryDay() {
    return monthDays.isEmpty()
        && weekdays.isEmpty()
        && yearDays.isEmpty()
        && easterOffsets.isEmpty();
  }

  /** Whether nothing at all restricts the days. */
  boolean isAnyDay() {
    return isEveryDay() && scope().isEmpty();
  }

  /** What a date has to meet as well; not for any day. */
  String condition() {
    return isEveryDay() ? scope().substring(1) : "on " + phrase();
  }

  /** Each of them, wherever in the month it lies. */
  boolean isPlainWeekdays() {
    return !weekdays.isEmpty()
        && monthDays.isEmpty()
        && yearDays.isEmpty()
        && easterOffsets.isEmpty()
        && allPlain();
  }

  private boolean allPlain() {
    return weekdays.stream().allMatch(day -> day.nth() == 0);
  }

  /** N-th weekdays alone, so that the months can be told instead of "the month". */
  private boolean isNthOfMonths() {
    return monthDays.isEmpty()
        && yearDays.isEmpty()
        && easterOffsets.isEmpty()
        && !nthInYear
        && weekdays.stream().noneMatch(day -> day.nth() == 0);
  }

  private boolean isOneDayOnOneWeekday() {
    return monthDays.size() == 1
        && monthDays.get(0) > 0
        && weekdays.size() == 1
        && allPlain()
        && yearDays.isEmpty()
        && easterOffsets.isEmpty();
  }

  /** The restrictions, of which a day meets each. */
  private List<String> kinds() {
    var kinds = new ArrayList<String>();
    if (!monthDays.isEmpty()) {
      kinds.add(daysOfMonth());
    }
    if (!yearDays.isEmpty()) {
      kinds.add(days(yearDays) + " of the year");
    }
    if (!easterOffsets.isEmpty()) {
      kinds.add(English.list(easterOffsets.stream().map(DayWords::byEaster).toList()));
    }
    if (!weekdays.isEmpty()) {
      kinds.add(kinds.isEmpty() ? eachWeekday() : oneWeekday());
    }
    return kinds;
  }

  private static String byEaster(int offset) {
    if (offset == 0) {
      return "Easter Sunday";
    }
    var days = Math.abs(offset) == 1 ? "1 day" : Math.abs(offset) + " days";
    return days + (offset < 0 ? " before" : " after") + " Easter Sunday";
  }

  private String daysOfMonth() {
    if (months.size() == 1
        && monthDays.stream().allMatch(day -> day > 0)
        && !isStepped(monthDays)) {
      return English.ranges(monthDays, Integer::toString) + " " + monthNames();
    }
    return days(monthDays) + (months.isEmpty() ? OF_THE_MONTH : " of " + monthNames());
  }

  /** {@code day 1}, {@code days 1 to 7 and the last day}. */
  private static String days(List<Integer> numbers) {
    var pieces = new ArrayList<String>();
    var fromStart = numbers.stream().filter(number -> number > 0).toList();
    if (isStepped(fromStart)) {
      var last = fromStart.get(fromStart.size() - 1);
      var step = English.nth(English.step(fromStart));
      pieces.add("every %s day from day %s to day %s".formatted(step, fromStart.get(0), last));
    } else if (!fromStart.isEmpty()) {
      pieces.add(TimeWords.named("day", fromStart));
    }
    numbers.stream()
        .filter(number -> number < 0)
        .map(number -> "the " + English.position(number) + " day")
        .forEach(pieces::add);
    return English.list(pieces);
  }

  private static boolean isStepped(List<Integer> numbers) {
    return numbers.size() > 3 && English.step(numbers) > 1;
  }

  /** {@code the 1st and the 15th}, whatever the month. */
  private String ordinalDays() {
    var fromStart = monthDays.stream().filter(day -> day > 0).toList();
    var pieces = new ArrayList<String>();
    if (isStepped(fromStart)) {
      pieces.add(days(fromStart) + (allPlain() ? OF_THE_MONTH : ""));
    } else if (!fromStart.isEmpty()) {
      pieces.add(English.ranges(fromStart, day -> "the " + English.nth(day)));
    }
    if (fromStart.size() < monthDays.size()) {
      pieces.add("the last day" + (allPlain() ? OF_THE_MONTH : ""));
    }
    return English.list(pieces);
  }

  /** {@code every Friday}, {@code the first and third Monday of the month}. */
  private String eachWeekday() {
    if (allPlain()) {
      return English.hasRange(weekdayNumbers())
          ? "every day from " + weekdayNames()
          : "every " + weekdayNames();
    }
    var plain = weekdays.stream().filter(day -> day.nth() == 0).toList();
    var pieces = new ArrayList<String>();
    plain.forEach(day -> pieces.add("every " + English.weekday(day.day())));
    var byDay = new TreeMap<DayOfWeek, List<String>>();
    weekdays.stream()
        .filter(day -> day.nth() != 0)
        .sorted(Comparator.comparing((NthWeekday d) -> d.nth() < 0).thenComparing(NthWeekday::nth))
        .forEach(
            day ->
                byDay
                    .computeIfAbsent(day.day(), any -> new ArrayList<>())
                    .add(English.position(day.nth())));
    byDay.forEach(
        (day, positions) ->
            pieces.add("the " + English.list(positions) + " " + English.weekday(day)));
    var monthsInstead = isNthOfMonths() && !months.isEmpty() && !either;
    var of = monthsInstead ? " of " + monthNames() : OF_THE_MONTH;
    return English.list(pieces) + (nthInYear ? " of the year" : of);
  }

  /** As what a day has to be as well. */
  private String oneWeekday() {
    if (!allPlain()) {
      return eachWeekday();
    }
    return English.hasRange(weekdayNumbers())
        ? weekdayNames()
        : English.list(
            weekdays.stream().map(day -> "a " + English.weekday(day.day())).toList(), " or ");
  }

  private List<Integer> weekdayNumbers() {
    return weekdays.stream().map(day -> day.day().getValue()).sorted().toList();
  }

  /** {@code Monday to Friday}; for {@linkplain #allPlain plain} ones. */
  String weekdayNames() {
    return English.ranges(weekdayNumbers(), day -> English.weekday(DayOfWeek.of(day)));
  }

  private String monthNames() {
    return English.ranges(months, English::month);
  }

  /** {@code " in March"}, or nothing; weeks belong to it too. */
  private String scope() {
    var pieces = new ArrayList<String>();
    if (!months.isEmpty()
        && (monthDays.isEmpty() || either || isOneDayOnOneWeekday())
        && !isMonthsTold()) {
      pieces.add(" in " + monthNames());
    }
    if (!weekNumbers.isEmpty()) {
      var fromStart = weekNumbers.stream().filter(week -> week > 0).toList();
      var weeks = new ArrayList<String>();
      if (!fromStart.isEmpty()) {
        weeks.add(TimeWords.named("week", fromStart));
      }
      weekNumbers.stream()
          .filter(week -> week < 0)
          .map(week -> "the " + English.position(week) + " week")
          .forEach(weeks::add);
      pieces.add(" in " + English.list(weeks) + " of the year");
    }
    return String.join(",", pieces);
  }

  private boolean isMonthsTold() {
    return !weekdays.isEmpty() && isNthOfMonths() && !either;
  }
}
