package dev.rigel.server.deployment;

import dev.rigel.server.schedule.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** A server without business calendars: no name is known. */
@ApplicationScoped
class NoCalendars implements Calendars {
  @Override
  public Map<String, BusinessCalendar> named(Collection<String> names) {
    return Map.of();
  }

  @Override
  public Map<String, BusinessCalendar> lock(Collection<String> names) {
    return Map.of();
  }
}
