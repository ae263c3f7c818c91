package dev.rigel.server.calendar;

import dev.rigel.contract.calendar.CalendarCreate;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.CalendarsApi;
import dev.rigel.contract.query.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Business calendars over HTTP. */
@Path(CalendarsApi.PATH)
@ApplicationScoped
public class CalendarsResource implements CalendarsApi {
  @Inject Calendars calendars;

  @Override
  public CalendarResponse create(CalendarCreate calendar) {
    return calendars.create(calendar);
  }

  @Override
  public CalendarResponse read(UUID id) {
    return calendars.read(id);
  }

  @Override
  public CalendarResponse readByName(String name) {
    return calendars.readByName(name);
  }

  @Override
  public void update(UUID id, CalendarUpdate update) {
    calendars.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    calendars.delete(id);
  }

  @Override
  public List<CalendarSummaryResponse> filter(Page page) {
    return calendars.list(page);
  }

  @Override
  public List<CalendarDay> days(UUID id, @Nullable LocalDate start, @Nullable LocalDate end) {
    return calendars.days(id, start, end);
  }
}
