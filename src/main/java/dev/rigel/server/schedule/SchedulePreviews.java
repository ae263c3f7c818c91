package dev.rigel.server.schedule;

import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.ScheduleNote;
import dev.rigel.contract.schedule.ScheduleNoteKind;
import dev.rigel.contract.schedule.SchedulePolicy;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a schedule under a policy with what is particular about them. One search, bounded as
 * all are.
 */
public final class SchedulePreviews {
  /** More days that calendars leave out, and more clock changes, are not told. */
  private static final int MOST_NOTES = 100;

  private final Dates dates;
  private final ZoneId zone;
  private final Map<String, BusinessCalendar> calendars;
  private final SchedulePolicy policy;
  private final Effort effort = new Effort();
  private final List<OffsetDateTime> found = new ArrayList<>();
  private final List<ScheduleNote> notes = new ArrayList<>();

  /**
   * @param found in the schedule's zone, soonest first
   * @param notes about all dates first, then in the order of time
   */
  public record Seen(List<OffsetDateTime> found, List<ScheduleNote> notes) {}

  private SchedulePreviews(
      Schedule schedule, SchedulePolicy policy, Map<String, BusinessCalendar> known) {
    this.dates = Schedules.dates(schedule);
    this.zone = Zones.parse(schedule.timezone());
    this.policy = policy;
    this.calendars = new LinkedHashMap<>();
    policy.calendars().forEach(name -> put(name, known.get(name)));
  }

  private void put(String name, @Nullable BusinessCalendar calendar) {
    if (calendar == null) {
      throw new InvalidScheduleException("There is no calendar " + name);
    }
    calendars.put(name, calendar);
  }

  /**
   * Looks at a span.
   *
   * @param schedule with its defaults filled in ({@link Schedules#settled})
   * @param known at least the calendars of the policy, by name
   * @param end inclusive; null: none
   * @param most how many dates
   * @throws InvalidScheduleException when the schedule has no meaning, or a calendar is not known
   */
  public static Seen of(
      Schedule schedule,
      SchedulePolicy policy,
      Map<String, BusinessCalendar> known,
      OffsetDateTime start,
      @Nullable OffsetDateTime end,
      int most) {
    var previews = new SchedulePreviews(schedule, policy, known);
    return previews.look(start, earlier(end, policy.end()), most);
  }

  private static @Nullable OffsetDateTime earlier(
      @Nullable OffsetDateTime a, @Nullable OffsetDateTime b) {
    return a == null || b != null && b.isBefore(a) ? b : a;
  }

  private Seen look(OffsetDateTime start, @Nullable OffsetDateTime end, int most) {
    try {
      var shown = search(start, end, most);
      if (shown != null) {
        lookAtClocks(start, shown);
      }
    } catch (InvalidScheduleException e) {
      var text = "Further dates were not found: " + e.getMessage();
      notes.add(new ScheduleNote(ScheduleNoteKind.given_up, null, text, null));
    }
    if (!policy.startJitter().isZero()) {
      var text = "Runs start up to " + English.length(policy.startJitter()) + " after these dates";
      notes.add(new ScheduleNote(ScheduleNoteKind.jitter, null, text, null));
    }
    var byTime =
        Comparator.comparing(
            ScheduleNote::time, Comparator.nullsFirst(OffsetDateTime.timeLineOrder()));
    return new Seen(
        found.stream().map(this::inZone).toList(), notes.stream().sorted(byTime).toList());
  }

  private OffsetDateTime inZone(OffsetDateTime date) {
    return date.atZoneSameInstant(zone).toOffsetDateTime();
  }

  /** Gives the end of what was looked at: the last date, or the span's own where it was reached. */
  private @Nullable OffsetDateTime search(
      OffsetDateTime start, @Nullable OffsetDateTime end, int most) {
    @Nullable OffsetDateTime cursor = start;
    while (cursor != null && found.size() < most) {
      var date = dates.next(cursor, effort);
      if (date == null || end != null && date.isAfter(end)) {
        return end == null && !found.isEmpty() ? found.get(found.size() - 1) : end;
      }
      cursor = after(date);
    }
    return found.isEmpty() ? null : found.get(found.size() - 1);
  }

  /** Where to look on after a date, which is shown, or told as left out. */
  private @Nullable OffsetDateTime after(OffsetDateTime date) {
    for (var calendar : calendars.entrySet()) {
      if (!calendar.getValue().isOpen(date, effort)) {
        effort.spend();
        var opening = calendar.getValue().opening(date, effort);
        leftOut(date, opening, calendar.getKey(), calendar.getValue());
        return opening;
      }
    }
    found.add(date);
    effort.found();
    return date.plusNanos(1);
  }

  private void leftOut(
      OffsetDateTime date,
      @Nullable OffsetDateTime opening,
      String name,
      BusinessCalendar calendar) {
    if (notes.size() >= MOST_NOTES) {
      return;
    }
    var day = calendar.dayOf(date);
    @Nullable LocalDate last = opening == null ? null : calendar.dayOf(opening).minusDays(1);
    var days =
        last == null
            ? "All from " + dayText(day) + " on"
            : dayText(day) + (last.equals(day) ? "" : " to " + dayText(last));
    notes.add(
        new ScheduleNote(
            ScheduleNoteKind.left_out, inZone(date), days + " left out: " + name, name));
  }

  private static String dayText(LocalDate day) {
    return English.weekday(day.getDayOfWeek()) + " " + English.date(day);
  }

  private void lookAtClocks(OffsetDateTime start, OffsetDateTime end) {
    var rules = zone.getRules();
    // dates in a gap come after it, those in the first pass of an overlap before it
    var change = rules.nextTransition(start.toInstant().minusSeconds(86_400));
    while (change != null
        && notes.size() < MOST_NOTES
        && change.getInstant().isBefore(end.toInstant().plusSeconds(86_400))) {
      var concerned = dates.at(change, effort);
      if (concerned != null && isShown(concerned.date(), start, end)) {
        notes.add(
            new ScheduleNote(
                concerned.outcome() == ClockChange.Outcome.MOVED
                    ? ScheduleNoteKind.skipped_time
                    : ScheduleNoteKind.repeated_time,
                inZone(concerned.date()),
                concerned.text(zone),
                null));
      }
      change = rules.nextTransition(change.getInstant());
    }
  }

  private boolean isShown(OffsetDateTime date, OffsetDateTime start, OffsetDateTime end) {
    return !date.isBefore(start)
        && !date.isAfter(end)
        && calendars.values().stream().allMatch(calendar -> calendar.isOpen(date, effort));
  }
}
