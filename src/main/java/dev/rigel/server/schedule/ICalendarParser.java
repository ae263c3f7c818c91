package dev.rigel.server.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the days of an iCalendar object's events. */
final class ICalendarParser {
  static final int MOST_CHARACTERS = 1_000_000;

  /** A whole century, nearly three times over. */
  static final int MOST_DAYS = 100_000;

  private static final List<String> EVENT = List.of("VCALENDAR", "VEVENT");

  private final Set<LocalDate> days = new HashSet<>();
  private final List<CalendarEvent> recurring = new ArrayList<>();

  private ICalendarParser() {}

  /** The days of events that take place once, and the events that recur. */
  record Days(Set<LocalDate> single, List<CalendarEvent> recurring) {}

  /**
   * @throws InvalidScheduleException when the text is no iCalendar object
   */
  static Days parse(String text) {
    try {
      if (text.length() > MOST_CHARACTERS) {
        throw new IllegalArgumentException("at most " + MOST_CHARACTERS + " characters");
      }
      var parser = new ICalendarParser();
      parser.addAll(events(ContentLine.parse(text.replaceFirst("^\uFEFF", ""))));
      return new Days(parser.days, parser.recurring);
    } catch (IllegalArgumentException e) {
      throw new InvalidScheduleException(
          "Invalid calendar: "
              + InvalidScheduleException.shortened(String.valueOf(e.getMessage())));
    }
  }

  private void addAll(List<ICalendarEvent> events) {
    var effort = new Effort();
    var replaced = replacedDates(events);
    for (var event : events) {
      if (event.isCancelled()) {
        continue;
      }
      if (event.recurs()) {
        recurring.add(event.compiled(replaced.getOrDefault(event.uid(), List.of()), effort));
      } else {
        addDays(event);
      }
    }
  }

  private void addDays(ICalendarEvent event) {
    if (days.size() + event.days() > MOST_DAYS) {
      throw new IllegalArgumentException("more than " + MOST_DAYS + " days");
    }
    var first = event.start().toLocalDate();
    first.datesUntil(first.plusDays(event.days())).forEach(days::add);
  }

  /** An occurrence that was moved is an event of its own, with the date it replaces. */
  private static Map<String, List<LocalDateTime>> replacedDates(List<ICalendarEvent> events) {
    var replaced = new HashMap<String, List<LocalDateTime>>();
    for (var event : events) {
      event
          .dates("RECURRENCE-ID")
          .forEach(
              date -> replaced.computeIfAbsent(event.uid(), uid -> new ArrayList<>()).add(date));
    }
    return replaced;
  }

  /** The lines of each VEVENT, without those of what it contains. */
  private static List<ICalendarEvent> events(List<ContentLine> lines) {
    if (lines.isEmpty() || !isBegin(lines.get(0)) || !named(lines.get(0)).equals("VCALENDAR")) {
      throw new IllegalArgumentException("it does not begin with BEGIN:VCALENDAR");
    }
    var events = new ArrayList<ICalendarEvent>();
    var open = new ArrayList<String>();
    for (var line : lines) {
      if (isBegin(line)) {
        open.add(named(line));
        if (open.equals(EVENT)) {
          events.add(new ICalendarEvent(new ArrayList<>()));
        }
      } else if (line.name().equals("END")) {
        close(open, named(line));
      } else if (open.equals(EVENT)) {
        events.get(events.size() - 1).lines().add(line);
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("END:" + open.get(0) + " is missing");
    }
    return events;
  }

  private static boolean isBegin(ContentLine line) {
    return line.name().equals("BEGIN");
  }

  private static String named(ContentLine line) {
    return line.value().toUpperCase(Locale.ROOT);
  }

  private static void close(List<String> open, String name) {
    if (open.isEmpty() || !open.get(open.size() - 1).equals(name)) {
      throw new IllegalArgumentException("END:" + name + " without its BEGIN");
    }
    open.remove(open.size() - 1);
  }
}
