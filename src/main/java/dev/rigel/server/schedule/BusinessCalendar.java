package dev.rigel.server.schedule;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of days in a time zone: public holidays, on which nothing runs, or trading days, the only
 * ones on which anything runs. Keeps what it has found out about a year, and may be used by many
 * threads.
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

  /** By year, the days of the year on which events recur; some 100 bytes each. */
  private final Map<Integer, BitSet> recurring = new ConcurrentHashMap<>();

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
      Listed listed, @Nullable String timezone, Collection<LocalDate> days) {
    return new BusinessCalendar(listed, Zones.parse(timezone), days, List.of());
  }

  /** From the events of an iCalendar file alone; see {@link #of}. */
  public static BusinessCalendar ofICalendar(
      Listed listed, @Nullable String timezone, String text) {
    return of(listed, timezone, List.of(), text);
  }

  /**
   * From a list and the events of an iCalendar file, with their recurrences: every day on which one
   * takes place is listed too. Cancelled events do not count, and neither do the zones of single
   * times.
   *
   * @param timezone IANA name of the zone in which the days begin and end; null: UTC
   * @throws InvalidScheduleException when the zone is unknown or the text is no iCalendar object
   */
  public static BusinessCalendar of(
      Listed listed, @Nullable String timezone, Collection<LocalDate> days, String text) {
    var read = ICalendarParser.parse(text);
    var all = new TreeSet<>(days);
    all.addAll(read.single());
    return new BusinessCalendar(listed, Zones.parse(timezone), all, read.recurring());
  }

  /**
   * Refuses a calendar whose events recur so often that a schedule would be given up on because of
   * it.
   *
   * @param day lies in the first of the two years that are looked at
   * @throws InvalidScheduleException when one of them takes more candidates than a search may have
   */
  public void checkCost(LocalDate day) {
    try {
      daysOf(day.getYear(), new Effort());
      daysOf(day.getYear() + 1, new Effort());
    } catch (InvalidScheduleException e) {
      throw new InvalidScheduleException("Invalid calendar: its events recur too often");
    }
  }

  Listed listed() {
    return listed;
  }

  /** Whether runs may start on a day. */
  public boolean isOpen(LocalDate day) {
    return isListed(day, new Effort()) == (listed == Listed.OPEN);
  }

  /** Whether runs may start at a time. */
  public boolean isOpen(OffsetDateTime time) {
    return isOpen(time, new Effort());
  }

  boolean isOpen(OffsetDateTime time, Effort effort) {
    return isListed(dayOf(time), effort) == (listed == Listed.OPEN);
  }

  /** The day on which an instant lies. */
  public LocalDate dayOf(OffsetDateTime time) {
    return time.atZoneSameInstant(zone).toLocalDate();
  }

  /** The start of the next day worth a look after a closed one, if there is one. */
  @Nullable OffsetDateTime opening(OffsetDateTime closed, Effort effort) {
    var next = dayOf(closed).plusDays(1);
    var day = listed == Listed.OPEN ? nextListed(next, effort) : next;
    return day == null
        ? null
        : day.atStartOfDay(zone).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
  }

  private @Nullable LocalDate nextListed(LocalDate from, Effort effort) {
    return WallTimes.earlier(days.ceiling(from), nextRecurring(from, effort));
  }

  private @Nullable LocalDate nextRecurring(LocalDate from, Effort effort) {
    if (events.isEmpty()) {
      return null;
    }
    var inThisYear = daysOf(from.getYear(), effort).nextSetBit(from.getDayOfYear());
    if (inThisYear > 0) {
      return LocalDate.ofYearDay(from.getYear(), inThisYear);
    }
    var next = from.getYear() + 1;
    var inTheNext = daysOf(next, effort).nextSetBit(1);
    return inTheNext > 0
        ? LocalDate.ofYearDay(next, inTheNext)
        : nextStart(LocalDate.of(next + 1, 1, 1), effort);
  }

  private @Nullable LocalDate nextStart(LocalDate from, Effort effort) {
    @Nullable LocalDate next = null;
    for (var event : events) {
      next = WallTimes.earlier(next, event.nextStart(from, WallTimes.LAST.toLocalDate(), effort));
    }
    return next;
  }

  private boolean isListed(LocalDate day, Effort effort) {
    return days.contains(day)
        || !events.isEmpty() && daysOf(day.getYear(), effort).get(day.getDayOfYear());
  }

  /**
   * A year is looked through once: its cost counts for itself, and a tenth of it for whoever asks
   * first. One that costs too much is not kept: whoever needs it gives up.
   */
  private BitSet daysOf(int year, Effort effort) {
    var known = recurring.get(year);
    if (known == null) {
      var found = new BitSet();
      var ofTheYear = new Effort();
      events.forEach(event -> event.addDays(year, found, ofTheYear));
      effort.spend(ofTheYear.spent() / 10);
      recurring.put(year, found);
      known = found;
    }
    return known;
  }
}
