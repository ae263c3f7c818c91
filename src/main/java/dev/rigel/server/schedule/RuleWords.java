package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.NthWeekday;
import dev.rigel.server.schedule.RuleParts.Part;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One recurrence rule in words: its days and times, then what is left out of them, then its end.
 */
final class RuleWords {
  private static final Set<NthWeekday> WORKING_WEEK =
      EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).stream()
          .map(day -> new NthWeekday(0, day))
          .collect(Collectors.toUnmodifiableSet());
  private static final List<Part> OTHER_DAYS =
      List.of(Part.BYMONTH, Part.BYMONTHDAY, Part.BYYEARDAY, Part.BYWEEKNO, Part.BYEASTER);
  private static final Map<Frequency, String> UNITS =
      Map.of(
          Frequency.YEARLY, "year",
          Frequency.MONTHLY, "month",
          Frequency.WEEKLY, "week",
          Frequency.DAILY, "day",
          Frequency.HOURLY, "hour",
          Frequency.MINUTELY, "minute",
          Frequency.SECONDLY, "second");

  private final RuleParts parts;
  private final LocalDateTime start;
  private final DayWords days;

  private RuleWords(RuleParts parts, LocalDateTime start) {
    this.parts = parts;
    this.start = start;
    this.days = DayWords.of(parts);
  }

  /**
   * @param parts with what they leave unsaid filled in from the start
   * @param now on the clock that the rule is read by: a start before it is not worth a word
   */
  static String of(RuleParts parts, LocalDateTime start, LocalDateTime now) {
    var words = new RuleWords(parts, start);
    return words.dates() + words.bounds(now);
  }

  private String dates() {
    return parts.has(Part.BYSETPOS) ? positions() : allDates();
  }

  private String allDates() {
    if (parts.frequency().withinDay()) {
      return dividesDay() ? days.at(TimeWords.of(timesOfDay())) : countedWithinDays();
    }
    var times =
        TimeWords.of(new TimesOfDay(all(Part.BYHOUR), all(Part.BYMINUTE), all(Part.BYSECOND)));
    return parts.interval() == 1 ? days.at(times) : everySoMany(times);
  }

  private int[] all(Part part) {
    return LongPeriods.sorted(parts.numbers(part));
  }

  /** Whether it has the same times on each day. */
  private boolean dividesDay() {
    return TimeWords.DAY % step() == 0;
  }

  private long step() {
    return (long) parts.frequency().seconds * parts.interval();
  }

  private BitSet timesOfDay() {
    var times = new BitSet(TimeWords.DAY);
    var step = (int) step();
    var first = firstPeriod().toLocalTime().toSecondOfDay() % step;
    for (var second = first; second < TimeWords.DAY; second += step) {
      if (isAllowed(second)) {
        addTimesIn(second, times);
      }
    }
    return times;
  }

  private LocalDateTime firstPeriod() {
    var unit = parts.frequency().seconds;
    var second = Math.floorDiv(start.toEpochSecond(ZoneOffset.UTC), unit) * unit;
    return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
  }

  private boolean isAllowed(int secondOfDay) {
    return allows(Part.BYHOUR, secondOfDay / 3_600)
        && (parts.frequency() == Frequency.HOURLY
            || allows(Part.BYMINUTE, secondOfDay % 3_600 / 60)
                && (parts.frequency() == Frequency.MINUTELY
                    || allows(Part.BYSECOND, secondOfDay % 60)));
  }

  private boolean allows(Part part, int number) {
    return !parts.has(part) || parts.numbers(part).contains(number);
  }

  private void addTimesIn(int period, BitSet times) {
    var minutes = parts.frequency() == Frequency.HOURLY ? all(Part.BYMINUTE) : new int[] {0};
    var seconds = parts.frequency() == Frequency.SECONDLY ? new int[] {0} : all(Part.BYSECOND);
    for (var minute : minutes) {
      for (var second : seconds) {
        times.set(period + minute * 60 + second);
      }
    }
  }

  /** The times move from day to day. */
  private String countedWithinDays() {
    var first = firstPeriod();
    var text = new StringBuilder("Every " + English.span(Duration.ofSeconds(step())));
    var minutes = numbers(Part.BYMINUTE);
    var seconds = numbers(Part.BYSECOND);
    if (parts.frequency() == Frequency.HOURLY && minutes.size() == 1) {
      first = first.plusMinutes(minutes.get(0));
    } else if (parts.frequency() == Frequency.HOURLY) {
      text.append(", at ").append(TimeWords.named("minute", minutes));
    }
    if (parts.frequency() != Frequency.SECONDLY && seconds.size() == 1) {
      first = first.plusSeconds(seconds.get(0));
    } else if (parts.frequency() != Frequency.SECONDLY) {
      text.append(", at ").append(TimeWords.named("second", seconds));
    }
    text.append(", counted from ").append(English.moment(first));
    if (parts.has(Part.BYHOUR)) {
      text.append(", only in ").append(TimeWords.named("hour", numbers(Part.BYHOUR)));
    }
    if (parts.frequency() != Frequency.HOURLY && parts.has(Part.BYMINUTE)) {
      text.append(", only in ").append(TimeWords.named("minute", minutes));
    }
    if (parts.frequency() == Frequency.SECONDLY && parts.has(Part.BYSECOND)) {
      text.append(", only at ").append(TimeWords.named("second", seconds));
    }
    return days.isAnyDay() ? text.toString() : text + ", only " + days.condition();
  }

  private List<Integer> numbers(Part part) {
    return parts.numbers(part).stream().sorted().distinct().toList();
  }

  /** Every so many days, weeks, months or years. */
  private String everySoMany(TimeWords times) {
    var unit = unit();
    var every = "Every " + English.count(parts.interval(), unit);
    var daily = parts.frequency() == Frequency.DAILY;
    if (daily && days.isAnyDay() && !times.frequent()) {
      return every + " at " + times.text() + ", counted from " + counted();
    }
    if (!daily && !days.isEveryDay() && !times.frequent()) {
      return every + ", on " + days.phrase(times) + ", counted from " + counted();
    }
    return days.at(times) + everyNth();
  }

  private String everyNth() {
    return parts.interval() == 1
        ? ""
        : ", %s every %s %s counted from %s"
            .formatted(
                parts.frequency() == Frequency.DAILY ? "on" : "in",
                English.nth(parts.interval()),
                unit(),
                counted());
  }

  /** The first period. */
  private String counted() {
    return switch (parts.frequency()) {
      case YEARLY -> String.valueOf(start.getYear());
      case MONTHLY -> English.month(start.getMonthValue()) + " " + start.getYear();
      case WEEKLY -> "the week of " + English.date(weekOf(start.toLocalDate()));
      case DAILY -> English.date(start.toLocalDate());
      default -> English.moment(firstPeriod());
    };
  }

  private LocalDate weekOf(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(parts.weekStart()));
  }

  private String unit() {
    return UNITS.getOrDefault(parts.frequency(), "");
  }

  /** Some of the dates of each period, counted among them. */
  private String positions() {
    var positions =
        parts.numbers(Part.BYSETPOS).stream()
            .distinct()
            .sorted(Comparator.comparing((Integer n) -> n < 0).thenComparing(n -> n))
            .map(English::position)
            .toList();
    if (isOfTheWorkingWeek() && positions.size() == 1) {
      var time =
          TimeWords.of(new TimesOfDay(all(Part.BYHOUR), all(Part.BYMINUTE), all(Part.BYSECOND)));
      return "On the %s weekday (Monday to Friday) of the month at %s"
          .formatted(positions.get(0), time.text());
    }
    var each = unit() + (parts.frequency() == Frequency.WEEKLY ? weekStart() : "");
    return once().allDates()
        + everyNth()
        + ", only the "
        + English.list(positions)
        + " of each "
        + each;
  }

  private String weekStart() {
    return parts.weekStart() == DayOfWeek.MONDAY
        ? ""
        : " (from " + English.weekday(parts.weekStart()) + " on)";
  }

  /** The same of every period. */
  private RuleWords once() {
    var each =
        new RuleParts(
            parts.frequency(), 1, null, null, parts.weekStart(), parts.numbers(), parts.weekdays());
    return new RuleWords(each, start);
  }

  private boolean isOfTheWorkingWeek() {
    return parts.frequency() == Frequency.MONTHLY
        && parts.interval() == 1
        && all(Part.BYHOUR).length * all(Part.BYMINUTE).length * all(Part.BYSECOND).length == 1
        && Set.copyOf(parts.weekdays()).equals(WORKING_WEEK)
        && OTHER_DAYS.stream().noneMatch(parts::has);
  }

  private String bounds(LocalDateTime now) {
    var text = new StringBuilder();
    var count = parts.count();
    if (count != null) {
      text.append(count == 1 ? ", once" : ", " + English.number(count) + " times");
    }
    if (count != null || start.isAfter(now)) {
      text.append(", from ").append(English.moment(start)).append(" on");
    }
    var until = parts.until();
    if (until != null) {
      text.append(", until ").append(English.moment(until));
    }
    return text.toString();
  }
}
