package dev.rigel.server.schedule;

import dev.rigel.server.schedule.RuleParts.NthWeekday;
import dev.rigel.server.schedule.RuleParts.Part;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one recurrence rule, {@code FREQ=MONTHLY;BYDAY=-1FR}; a part given twice: the last one. */
final class RuleParser {
  private static final List<String> WEEKDAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  private static final Pattern WEEKDAY =
      Pattern.compile("([+-]?\\d{1,2})?([A-Z]{2})(?:\\(([+-]?\\d{1,2})\\))?");

  private final Map<Part, List<Integer>> numbers = new EnumMap<>(Part.class);
  private List<NthWeekday> weekdays = List.of();
  private @Nullable Frequency frequency;
  private int interval = 1;
  private @Nullable Integer count;
  private @Nullable WrittenDate until;
  private DayOfWeek weekStart = DayOfWeek.MONDAY;

  /** A rule and, where its UNTIL has one, whether that was written with a zone. */
  record Rule(RuleParts parts, @Nullable WrittenDate until) {}

  /**
   * @throws IllegalArgumentException with the reason
   */
  static Rule parse(String text) {
    var parser = new RuleParser();
    for (var pair : text.split(";", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("expected NAME=VALUE, not '" + pair + "'");
      }
      parser.read(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return parser.rule();
  }

  private Rule rule() {
    if (frequency == null) {
      throw new IllegalArgumentException("FREQ is missing");
    }
    var end = until == null ? null : until.wall();
    return new Rule(
        new RuleParts(frequency, interval, count, end, weekStart, numbers, weekdays), until);
  }

  private void read(String name, String value) {
    try {
      switch (name) {
        case "FREQ" -> frequency = Frequency.valueOf(value);
        case "INTERVAL" -> interval = atLeast(1, value);
        case "COUNT" -> count = atLeast(0, value);
        case "UNTIL" -> until = WrittenDate.parse(value);
        case "WKST" -> weekStart = weekday(value);
        case "BYDAY", "BYWEEKDAY" ->
            weekdays =
                Arrays.stream(value.split(",", -1)).map(RuleParser::nthWeekday).distinct().toList();
        default -> numbers.put(part(name), numbers(part(name), value));
      }
    } catch (UnknownPart e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid '" + name + "': " + value, e);
    }
  }

  private static final class UnknownPart extends IllegalArgumentException {
    UnknownPart(String name) {
      super("unknown parameter '" + name + "'");
    }
  }

  private static Part part(String name) {
    return Arrays.stream(Part.values())
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnknownPart(name));
  }

  private static List<Integer> numbers(Part part, String value) {
    return Arrays.stream(value.split(",", -1))
        .map(number -> number(part, number))
        .distinct()
        .toList();
  }

  private static Integer number(Part part, String text) {
    var number = Integer.parseInt(text);
    if (!part.allows(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static int atLeast(int least, String value) {
    var number = Integer.parseInt(value);
    if (number < least) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }

  /** {@code MO}, {@code -1MO} or {@code MO(-1)}. */
  private static NthWeekday nthWeekday(String text) {
    var match = WEEKDAY.matcher(text);
    if (!match.matches() || match.group(1) != null && match.group(3) != null) {
      throw new IllegalArgumentException(text);
    }
    var written = match.group(1) == null ? match.group(3) : match.group(1);
    var nth = written == null ? 0 : Integer.parseInt(written);
    if (written != null && (nth == 0 || Math.abs(nth) > 53)) {
      throw new IllegalArgumentException(text);
    }
    return new NthWeekday(nth, weekday(match.group(2)));
  }

  private static DayOfWeek weekday(String text) {
    var index = WEEKDAYS.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(text);
    }
    return DayOfWeek.of(index + 1);
  }
}
