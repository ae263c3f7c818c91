package dev.rigel.server.schedule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one recurrence rule as written. A part that is absent is an empty list, or null.
 *
 * @param interval 1 or more
 * @param count 0 or more; null: no limit
 * @param until inclusive; null: no limit
 */
record RuleParts(
    Frequency frequency,
    int interval,
    @Nullable Integer count,
    @Nullable LocalDateTime until,
    DayOfWeek weekStart,
    Map<Part, List<Integer>> numbers,
    List<NthWeekday> weekdays) {

  /** The parts that are lists of numbers, with their bounds. */
  enum Part {
    BYSETPOS(1, 366, true),
    BYMONTH(1, 12, false),
    BYMONTHDAY(1, 31, true),
    BYYEARDAY(1, 366, true),
    BYWEEKNO(1, 53, true),
    BYEASTER(0, 366, true),
    BYHOUR(0, 23, false),
    BYMINUTE(0, 59, false),
    BYSECOND(0, 59, false);

    private final int least;
    private final int most;
    private final boolean fromTheEnd;

    Part(int least, int most, boolean fromTheEnd) {
      this.least = least;
      this.most = most;
      this.fromTheEnd = fromTheEnd;
    }

    boolean allows(int number) {
      var size = fromTheEnd ? Math.abs(number) : number;
      return least <= size && size <= most;
    }
  }

  /** A weekday, and which one in its month or year: 0 each, 1 the first, -1 the last. */
  record NthWeekday(int nth, DayOfWeek day) {}

  private static final Set<Part> DAY_PARTS =
      Set.of(Part.BYMONTHDAY, Part.BYYEARDAY, Part.BYWEEKNO, Part.BYEASTER);

  List<Integer> numbers(Part part) {
    return numbers.getOrDefault(part, List.of());
  }

  boolean has(Part part) {
    return !numbers(part).isEmpty();
  }

  /** Without any BY part each period has exactly one date. */
  boolean isPlain() {
    return numbers.isEmpty() && weekdays.isEmpty();
  }

  /**
   * What a rule leaves unsaid comes from its start: the day of a yearly rule, the hour of a daily.
   */
  RuleParts completedFrom(LocalDateTime start) {
    var all = new EnumMap<Part, List<Integer>>(Part.class);
    all.putAll(numbers);
    var days = new ArrayList<>(weekdays);
    if (weekdays.isEmpty() && DAY_PARTS.stream().noneMatch(this::has)) {
      switch (frequency) {
        case YEARLY -> {
          all.putIfAbsent(Part.BYMONTH, List.of(start.getMonthValue()));
          all.put(Part.BYMONTHDAY, List.of(start.getDayOfMonth()));
        }
        case MONTHLY -> all.put(Part.BYMONTHDAY, List.of(start.getDayOfMonth()));
        case WEEKLY -> days.add(new NthWeekday(0, start.getDayOfWeek()));
        default -> {}
      }
    }
    if (frequency.compareTo(Frequency.HOURLY) < 0) {
      all.putIfAbsent(Part.BYHOUR, List.of(start.getHour()));
    }
    if (frequency.compareTo(Frequency.MINUTELY) < 0) {
      all.putIfAbsent(Part.BYMINUTE, List.of(start.getMinute()));
    }
    if (frequency.compareTo(Frequency.SECONDLY) < 0) {
      all.putIfAbsent(Part.BYSECOND, List.of(start.getSecond()));
    }
    return new RuleParts(frequency, interval, count, until, weekStart, all, days);
  }
}
