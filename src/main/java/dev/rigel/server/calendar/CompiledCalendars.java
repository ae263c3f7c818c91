package dev.rigel.server.calendar;

import dev.rigel.server.schedule.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calendars that were read before, for as long as there is memory: reading an iCalendar text takes
 * milliseconds, and what a calendar finds out about a year it finds out once. Kept by revision, so
 * a calendar that another server has changed, or whose change was rolled back, is never met here.
 */
@ApplicationScoped
class CompiledCalendars {
  private final Map<String, Compiled> byName = new ConcurrentHashMap<>();

  private record Compiled(UUID revision, SoftReference<BusinessCalendar> calendar) {}

  Optional<BusinessCalendar> find(String name, UUID revision) {
    return Optional.ofNullable(byName.get(name))
        .filter(kept -> kept.revision().equals(revision))
        .map(kept -> kept.calendar().get());
  }

  BusinessCalendar keep(Calendar calendar) {
    var compiled = calendar.compiled();
    byName.put(calendar.name(), new Compiled(calendar.revision(), new SoftReference<>(compiled)));
    return compiled;
  }

  void forget(String name) {
    byName.remove(name);
  }
}
