package dev.rigel.server.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the events of an iCalendar object: when they begin, how long they last, how they recur. */
final class ICalendarParser {
  static final int MOST_CHARACTERS = 1_000_000;

  private ICalendarParser() {}

  /**
   * @throws InvalidScheduleException when the text is no iCalendar object
   */
  static List<CalendarEvent> parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new InvalidScheduleException(
          "Invalid calendar: at most " + MOST_CHARACTERS + " characters");
    }
    try {
      return events(components(ContentLine.parse(text.replaceFirst("^\uFEFF", ""))));
    } catch (InvalidScheduleException e) {
      throw new InvalidScheduleException("Invalid calendar: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new InvalidScheduleException(
          "Invalid calendar: " + InvalidScheduleException.shortened(e.getMessage()));
    }
  }

  private static List<CalendarEvent> events(List<Component> components) {
    var effort = new Effort();
    return components.stream()
        .filter(component -> !component.isCancelled())
        .map(component -> component.event(replacements(component, components), effort))
        .toList();
  }

  /** An occurrence that was moved is an event of its own, with the date it replaces. */
  private static List<LocalDateTime> replacements(Component master, List<Component> all) {
    if (!master.recurs()) {
      return List.of();
    }
    return all.stream()
        .filter(other -> other != master && other.uid().equals(master.uid()))
        .flatMap(other -> other.dates("RECURRENCE-ID"))
        .toList();
  }

  /** The lines of each VEVENT, without those of what it contains. */
  private static List<Component> components(List<ContentLine> lines) {
    var events = new ArrayList<Component>();
    var open = new ArrayList<String>();
    for (var line : lines) {
      var value = line.value().toUpperCase(Locale.ROOT).strip();
      if (line.name().equals("BEGIN")) {
        open.add(value);
        if (open.equals(List.of("VCALENDAR", "VEVENT"))) {
          events.add(new Component(new ArrayList<>()));
        }
      } else if (line.name().equals("END")) {
        close(open, value);
      } else if (open.equals(List.of("VCALENDAR", "VEVENT"))) {
        events.get(events.size() - 1).lines().add(line);
      }
    }
    if (!open.isEmpty() || lines.isEmpty()) {
      throw new IllegalArgumentException(
          "END:" + (open.isEmpty() ? "VCALENDAR" : open.get(0)) + " is missing");
    }
    return events;
  }

  private static void close(List<String> open, String name) {
    if (open.isEmpty() || !open.get(open.size() - 1).equals(name)) {
      throw new IllegalArgumentException("END:" + name + " without its BEGIN");
    }
    open.remove(open.size() - 1);
  }

  private record Component(List<ContentLine> lines) {

    CalendarEvent event(List<LocalDateTime> replaced, Effort effort) {
      var start =
          dates("DTSTART")
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("an event without DTSTART"));
      var rules = values("RRULE").map(rule -> rule(rule, start, effort)).toList();
      var exclusions = values("EXRULE").map(rule -> rule(rule, start, effort)).toList();
      var dates = Stream.concat(Stream.of(start), dates("RDATE")).toList();
      var excluded = Stream.concat(replaced.stream(), dates("EXDATE")).toList();
      return new CalendarEvent(
          new RecurrenceSet(rules, exclusions, dates, excluded), daysFrom(start));
    }

    boolean isCancelled() {
      return values("STATUS").anyMatch("CANCELLED"::equals);
    }

    boolean recurs() {
      return values("RRULE").findAny().isPresent() || values("RDATE").findAny().isPresent();
    }

    String uid() {
      return values("UID").findFirst().orElse("");
    }

    Stream<LocalDateTime> dates(String name) {
      return values(name)
          .flatMap(value -> Arrays.stream(value.split(",", -1)))
          .map(value -> WrittenDate.parse(withoutPeriod(value)).wall());
    }

    private Stream<String> values(String name) {
      return lines.stream()
          .filter(line -> line.name().equals(name))
          .map(line -> line.value().strip().toUpperCase(Locale.ROOT));
    }

    /** An RDATE may be a period: only its start counts here. */
    private static String withoutPeriod(String value) {
      return value.contains("/") ? value.substring(0, value.indexOf('/')) : value;
    }

    private static RecurrenceRule rule(String text, LocalDateTime start, Effort effort) {
      return new RecurrenceRule(RuleParser.parse(text).parts(), start, effort);
    }

    private long daysFrom(LocalDateTime start) {
      var end =
          dates("DTEND")
              .findFirst()
              .or(() -> values("DURATION").findFirst().map(length -> start.plus(duration(length))))
              .orElse(start);
      var last = end.isAfter(start) ? end.minusNanos(1) : start;
      return ChronoUnit.DAYS.between(start.toLocalDate(), last.toLocalDate()) + 1;
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
  }
}
