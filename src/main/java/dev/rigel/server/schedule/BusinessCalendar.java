package dev.rigel.server.schedule;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A set of days in a time zone: public holidays, on which nothing runs, or trading days, the only
 * ones on which anything runs.
 */
public final class BusinessCalendar {
  /** What the listed days mean. */
  public enum Listed {
    /** Nothing runs on them. */
    CLOSED,
    /** Nothing runs on any other day. */
    OPEN
  }

  private final Listed listed;
  private final ZoneId zone;
  private final NavigableSet<LocalDate> days;
  private final List<CalendarEvent> events;

  private BusinessCalendar(
      Listed listed, ZoneId zone, Collection<LocalDate> days, List<CalendarEvent> events) {
    this.listed = listed;
    this.zone = zone;
    this.days = new TreeSet<>(days);
    this.events = List.copyOf(events);
  }

  /**
   * From a list.
   *
   * @param timezone IANA name of the zone in which the days begin and end; null: UTC
   * @throws InvalidScheduleException when there is no such zone
   */
  public static BusinessCalendar ofDays(
      Listed listed, String timezone, Collection<LocalDate> days) {
    return new BusinessCalendar(listed, Zones.parse(timezone), days, List.of());
  }

  /**
   * From the events of an iCalendar file, with their recurrences: every day on which one takes
   * place is listed. Cancelled events do not count, and neither do the zones of single times.
   *
   * @param timezone IANA name of the zone in which the days begin and end; null: UTC
   * @throws InvalidScheduleException when the zone is unknown or the text is no iCalendar object
   */
  public static BusinessCalendar ofICalendar(Listed listed, String timezone, String text) {
    var read = ICalendarParser.parse(text);
    return new BusinessCalendar(listed, Zones.parse(timezone), read.single(), read.recurring());
  }

  /** Whether runs may start at a time. */
  public boolean isOpen(OffsetDateTime time) {
    return isOpen(time, new Effort());
  }

  boolean isOpen(OffsetDateTime time, Effort effort) {
    var day = time.atZoneSameInstant(zone).toLocalDate();
    return isListed(day, effort) == (listed == Listed.OPEN);
  }

  /** The start of the next day worth a look after a closed one; null when there is none. */
  OffsetDateTime opening(OffsetDateTime closed, Effort effort) {
    var next = closed.atZoneSameInstant(zone).toLocalDate().plusDays(1);
    var day = listed == Listed.OPEN ? nextListed(next, effort) : next;
    return day == null
        ? null
        : day.atStartOfDay(zone).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
  }

  private LocalDate nextListed(LocalDate from, Effort effort) {
    var next = days.ceiling(from);
    for (var event : events) {
      next = WallTimes.earlier(next, event.nextStart(from, effort));
    }
    return next;
  }

  private boolean isListed(LocalDate day, Effort effort) {
    return days.contains(day) || events.stream().anyMatch(event -> event.covers(day, effort));
  }
}
