package dev.rigel.server.calendar;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.schedule.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Gives deployments the calendars that their policies name. */
@ApplicationScoped
@Transactional(MANDATORY)
public class DeploymentCalendars implements dev.rigel.server.deployment.Calendars {
  @Inject CalendarRepository calendars;
  @Inject CompiledCalendars compiled;

  /**
   * {@inheritDoc} Takes no lock: whoever changes a calendar plants what goes by it anew afterwards.
   */
  @Override
  public Map<String, BusinessCalendar> named(Collection<String> names) {
    var found = new HashMap<String, BusinessCalendar>();
    calendars
        .revisions(names)
        .forEach(
            (name, revision) ->
                compiled
                    .find(name, revision)
                    .or(() -> calendars.findByName(name).map(compiled::keep))
                    .ifPresent(calendar -> found.put(name, calendar)));
    return found;
  }

  @Override
  public Map<String, BusinessCalendar> lock(Collection<String> names) {
    calendars.lock(names);
    return named(names);
  }
}
