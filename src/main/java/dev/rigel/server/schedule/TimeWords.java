package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times of day in words.
 *
 * @param frequent whether the text is a beginning of a sentence ({@code Every 5 minutes}); else it
 *     is what follows "at" ({@code 09:00 and 17:00})
 */
record TimeWords(boolean frequent, String text) {
  static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final int MINUTE = 60;

  /** So few are listed although they are evenly apart. */
  private static final int FEW = 3;

  /** More than these are told by their minutes and hours. */
  private static final int MANY = 8;

  static TimeWords of(TimesOfDay times) {
    var seconds = new BitSet(DAY);
    for (var i = 0; i < times.size(); i++) {
      seconds.set(times.get(i).toSecondOfDay());
    }
    return of(seconds);
  }

  /**
   * @param times seconds of the day, at least one
   */
  static TimeWords of(BitSet times) {
    var all = times.stream().boxed().toList();
    if (all.size() <= FEW) {
      return at(all);
    }
    var step = English.step(all);
    if (step > 0) {
      return new TimeWords(true, every(step, all));
    }
    var runs = runs(all);
    if (runs.size() <= FEW && runs.stream().allMatch(run -> run.size() > FEW)) {
      var spans = runs.stream().map(TimeWords::fromTo).toList();
      return new TimeWords(
          true, "Every " + span(English.step(runs.get(0))) + " " + English.list(spans));
    }
    return all.size() <= MANY ? at(all) : new TimeWords(true, byFields(all));
  }

  private static TimeWords at(List<Integer> times) {
    return new TimeWords(false, English.list(times.stream().map(TimeWords::clock).toList()));
  }

  private static String every(int step, List<Integer> times) {
    var first = times.get(0);
    var text = "Every " + span(step);
    if (times.size() * step != DAY) {
      return text + " " + fromTo(times);
    }
    if (step == HOUR && first % MINUTE == 0) {
      return first == 0
          ? text + ", on the hour"
          : text + ", at " + first / MINUTE + (first == MINUTE ? " minute past" : " minutes past");
    }
    if (step == MINUTE && first > 0) {
      return text + ", at " + first + (first == 1 ? " second past" : " seconds past");
    }
    if (HOUR % step == 0 && first % MINUTE == 0) {
      return first == 0 ? text : text + ", from minute " + first / MINUTE + " of each hour";
    }
    return text + ", from " + clock(first);
  }

  /** Split where the step is not the smallest one. */
  private static List<List<Integer>> runs(List<Integer> times) {
    var step =
        IntStream.range(1, times.size()).map(i -> times.get(i) - times.get(i - 1)).min().orElse(0);
    var runs = new ArrayList<List<Integer>>();
    var begin = 0;
    for (var i = 1; i <= times.size(); i++) {
      if (i == times.size() || times.get(i) - times.get(i - 1) != step) {
        runs.add(times.subList(begin, i));
        begin = i;
      }
    }
    return runs;
  }

  private static String byFields(List<Integer> times) {
    var hours = distinct(times.stream().map(time -> time / HOUR));
    var minutes = distinct(times.stream().map(time -> time % HOUR / MINUTE));
    var seconds = distinct(times.stream().map(time -> time % MINUTE));
    if (hours.size() * minutes.size() * seconds.size() != times.size()) {
      return "At " + times.size() + " times of the day " + fromTo(times);
    }
    var ofHours = hours.size() == 24 ? " of every hour" : " of " + named("hour", hours);
    if (seconds.equals(List.of(0))) {
      return beginning("minute", minutes) + ofHours;
    }
    var ofMinutes = minutes.size() == 60 ? " of every minute" : " of " + named("minute", minutes);
    return beginning("second", seconds) + ofMinutes + ofHours;
  }

  private static List<Integer> distinct(Stream<Integer> numbers) {
    return numbers.distinct().sorted().toList();
  }

  private static String beginning(String unit, List<Integer> numbers) {
    var step = English.step(numbers);
    if (numbers.size() == 60) {
      return "Every " + unit;
    }
    return step > 1 && numbers.size() > FEW
        ? "Every %s %ss from %s %s to %s"
            .formatted(step, unit, unit, numbers.get(0), numbers.get(numbers.size() - 1))
        : "At " + named(unit, numbers);
  }

  /** {@code minute 5}, {@code hours 9 to 17 and 20}. */
  static String named(String unit, List<Integer> numbers) {
    return unit + (numbers.size() == 1 ? " " : "s ") + English.ranges(numbers, Integer::toString);
  }

  private static String fromTo(List<Integer> times) {
    return "from " + clock(times.get(0)) + " to " + clock(times.get(times.size() - 1));
  }

  private static String span(int seconds) {
    return English.span(Duration.ofSeconds(seconds));
  }

  private static String clock(int secondOfDay) {
    return English.time(LocalTime.ofSecondOfDay(secondOfDay));
  }
}
