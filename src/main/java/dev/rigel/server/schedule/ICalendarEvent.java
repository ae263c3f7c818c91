package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A VEVENT as written: when it begins, how long it lasts, how it recurs. */
record ICalendarEvent(List<ContentLine> lines) {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  boolean isCancelled() {
    return values("STATUS").anyMatch("CANCELLED"::equals);
  }

  boolean recurs() {
    return values("RRULE").findAny().isPresent() || values("RDATE").findAny().isPresent();
  }

  /** Empty when it has none. */
  String uid() {
    return values("UID").findFirst().orElse("");
  }

  LocalDateTime start() {
    return dates("DTSTART")
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an event without DTSTART"));
  }

  /** How many days it touches: an end at midnight, or on a day without time, is exclusive. */
  long days() {
    var start = start();
    var last = start.plus(length(start)).minusNanos(1);
    return last.isBefore(start)
        ? 1
        : ChronoUnit.DAYS.between(start.toLocalDate(), last.toLocalDate()) + 1;
  }

  private Duration length(LocalDateTime start) {
    var length =
        dates("DTEND")
            .findFirst()
            .map(end -> Duration.between(start, end))
            .or(() -> values("DURATION").findFirst().map(ICalendarEvent::duration))
            .orElse(Duration.ZERO);
    if (length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an event of more than ten years");
    }
    return length.isNegative() ? Duration.ZERO : length;
  }

  /** Java's form knows no weeks. */
  private static Duration duration(String text) {
    try {
      return text.matches("\\+?P\\d{1,4}W")
          ? Duration.ofDays(7 * Long.parseLong(text.replaceAll("\\D", "")))
          : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("invalid duration '" + text + "'", e);
    }
  }

  /** Its occurrences; its start is always the first, whatever the rule says. */
  CalendarEvent compiled(List<LocalDateTime> replaced, Effort effort) {
    var dates = Stream.concat(Stream.of(start()), dates("RDATE")).toList();
    var excluded = Stream.concat(replaced.stream(), dates("EXDATE")).toList();
    return new CalendarEvent(
        new RecurrenceSet(rules("RRULE", effort), rules("EXRULE", effort), dates, excluded),
        days());
  }

  private List<RecurrenceRule> rules(String name, Effort effort) {
    var start = start();
    return values(name)
        .map(text -> new RecurrenceRule(RuleParser.parse(text).parts(), start, effort))
        .toList();
  }

  /** What the date lines of a name read; of a period the start. */
  Stream<LocalDateTime> dates(String name) {
    return values(name)
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(value -> WrittenDate.parse(value.split("/", 2)[0]).wall());
  }

  private Stream<String> values(String name) {
    return lines.stream()
        .filter(line -> line.name().equals(name))
        .map(line -> line.value().toUpperCase(Locale.ROOT));
  }
}
