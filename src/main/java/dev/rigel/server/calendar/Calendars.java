package dev.rigel.server.calendar;

import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.InvalidScheduleException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door to business calendars; each method is one transaction. */
@ApplicationScoped
@Transactional
class Calendars {
  /** Shown at once. */
  private static final int MOST_DAYS = 366;

  private static final int MOST_NAMES = 10;

  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  @Inject CalendarRepository calendars;
  @Inject CalendarUseRepository uses;
  @Inject CompiledCalendars compiled;
  @Inject Deployments deployments;
  @Inject Clock clock;

  /** Makes one; 409 if the name is taken, 422 for one that has no meaning. */
  public CalendarResponse create(CalendarCreate create) {
    var calendar = new Calendar(create, Times.now(clock));
    if (!calendars.insert(calendar)) {
      throw Problem.conflict("A calendar with this name already exists.");
    }
    return calendar.response();
  }

  /** Reads one; 404. */
  public CalendarResponse read(UUID id) {
    return calendars.find(id).map(Calendar::response).orElseThrow(Calendars::unknown);
  }

  /** Reads one by its exact name; 404. */
  public CalendarResponse readByName(String name) {
    return calendars.findByName(name).map(Calendar::response).orElseThrow(Calendars::unknown);
  }

  /** Lists them by name. */
  public List<CalendarSummaryResponse> list(Page page) {
    return calendars.list(page).stream().map(CalendarSummary::response).toList();
  }

  /**
   * Changes the given fields, and plants the deployments that use it anew; 404, and 422 where it
   * would have no meaning any more.
   */
  public void update(UUID id, CalendarUpdate update) {
    var calendar = calendars.lock(id).orElseThrow(Calendars::unknown);
    deployments.plantAnew(
        uses.lockUsers(id),
        () -> {
          calendar.change(update, Times.now(clock));
          calendars.flush();
        });
  }

  /** Deletes one; 404, and 409 as long as deployments use it. */
  public void delete(UUID id) {
    var calendar = calendars.lock(id).orElseThrow(Calendars::unknown);
    var users = uses.namesOfUsers(id);
    if (!users.isEmpty()) {
      throw Problem.conflict("Calendar '" + calendar.name() + "' is in use by " + some(users));
    }
    calendars.delete(id);
    compiled.forget(calendar.name());
  }

  private static String some(List<String> names) {
    var shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    return names.size() > MOST_NAMES
        ? shown + " and " + (names.size() - MOST_NAMES) + " more"
        : shown;
  }

  /** The days from one to another, both inclusive, 31 from today unless told otherwise; 404. */
  public List<CalendarDay> days(UUID id, @Nullable LocalDate start, @Nullable LocalDate end) {
    var calendar = calendars.find(id).orElseThrow(Calendars::unknown).compiled();
    var first = start == null ? calendar.dayOf(Times.now(clock)) : start;
    var last = end == null ? earlier(first.plusDays(30), LAST_DAY) : end;
    if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
      throw Problem.invalid("Invalid span: must be 1 to " + MOST_DAYS + " days, first day first.");
    }
    return first
        .datesUntil(last.plusDays(1))
        .map(day -> new CalendarDay(day, isOpen(calendar, day)))
        .toList();
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  private static boolean isOpen(BusinessCalendar calendar, LocalDate day) {
    try {
      return calendar.isOpen(day);
    } catch (InvalidScheduleException e) {
      throw Problem.invalid("The calendar's events recur too often around " + day + ".");
    }
  }

  private static Problem unknown() {
    return Problem.notFound("Calendar not found");
  }
}
