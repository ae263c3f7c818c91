package dev.rigel.server.schedule;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** How numbers, lists, times and days are written in sentences. */
final class English {
  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth");

  private English() {}

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> items) {
    return list(items, " and ");
  }

  /** {@code a, b or c}, where the last word is {@code " or "}. */
  static String list(List<String> items, String lastWord) {
    var last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + lastWord + items.get(last);
  }

  /**
   * Ascending numbers, three or more in a row as a range: {@code 1 to 5 and 7}.
   *
   * @param name of one of them
   */
  static String ranges(List<Integer> numbers, IntFunction<String> name) {
    return list(rangeList(numbers, name));
  }

  private static List<String> rangeList(List<Integer> numbers, IntFunction<String> name) {
    var pieces = new ArrayList<String>();
    for (var i = 0; i < numbers.size(); i++) {
      var end = i;
      while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
        end++;
      }
      if (end - i >= 2) {
        pieces.add(name.apply(numbers.get(i)) + " to " + name.apply(numbers.get(end)));
        i = end;
      } else {
        pieces.add(name.apply(numbers.get(i)));
      }
    }
    return pieces;
  }

  /** Whether {@link #ranges} says "to" of them. */
  static boolean hasRange(List<Integer> numbers) {
    return rangeList(numbers, Integer::toString).size() < numbers.size();
  }

  /** The step between ascending numbers if it is the same one throughout, else 0. */
  static int step(List<Integer> numbers) {
    var step = numbers.size() < 2 ? 0 : numbers.get(1) - numbers.get(0);
    for (var i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) - numbers.get(i - 1) != step) {
        return 0;
      }
    }
    return step;
  }

  /** {@code 1st}, {@code 22nd}, {@code 13th}. */
  static String nth(int number) {
    var teen = number % 100 / 10 == 1;
    var ending =
        switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return number + ending;
  }

  /** {@code first}, {@code 6th}; from the end {@code last}, {@code second to last}. */
  static String position(int nth) {
    var count = Math.abs(nth);
    var word = count <= ORDINALS.size() ? ORDINALS.get(count - 1) : nth(count);
    if (nth > 0) {
      return word;
    }
    return count == 1 ? "last" : word + " to last";
  }

  static String weekday(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  static String month(int month) {
    return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** {@code 1 March 2022}. */
  static String date(LocalDate date) {
    return date.getDayOfMonth() + " " + month(date.getMonthValue()) + " " + date.getYear();
  }

  /** {@code 1 March 2022 at 09:00}. */
  static String moment(LocalDateTime time) {
    return date(time.toLocalDate()) + " at " + time(time.toLocalTime());
  }

  /** {@code 09:00}, {@code 09:00:30}; parts of seconds are not told. */
  static String time(LocalTime time) {
    return time.getSecond() == 0
        ? String.format(Locale.ENGLISH, "%tR", time)
        : String.format(Locale.ENGLISH, "%tT", time);
  }

  /** What follows "every": {@code minute}, {@code 90 minutes}, {@code 2 hours}, {@code 3 days}. */
  static String span(Duration span) {
    if (span.getNano() > 0) {
      var seconds =
          BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), 9));
      return seconds.stripTrailingZeros().toPlainString() + " seconds";
    }
    var seconds = span.getSeconds();
    if (seconds % 86_400 == 0) {
      return count(seconds / 86_400, "day");
    }
    if (seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour");
    }
    return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
  }

  /** {@code day}, {@code 2 days}. */
  static String count(long count, String unit) {
    return count == 1 ? unit : number(count) + " " + unit + "s";
  }

  /** {@code 1,000}, wherever the server is. */
  static String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** As the web pages write it: {@code 90 s}, {@code 10 min}, {@code 1 h 30 min}, {@code 2 d}. */
  static String length(Duration length) {
    var parts = new ArrayList<String>();
    add(parts, length.toDays(), "d");
    add(parts, length.toHoursPart(), "h");
    add(parts, length.toMinutesPart(), "min");
    var seconds =
        BigDecimal.valueOf(length.toSecondsPart()).add(BigDecimal.valueOf(length.getNano(), 9));
    if (seconds.signum() > 0) {
      parts.add(seconds.stripTrailingZeros().toPlainString() + " s");
    }
    return String.join(" ", parts);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
  }

  /** As the middle of a sentence. */
  static String inside(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
