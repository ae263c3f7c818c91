package dev.rigel.server.calendar;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.deployment.PolicyCalendars;
import dev.rigel.server.schedule.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives deployments the calendars that their policies name. */
@ApplicationScoped
@Transactional(MANDATORY)
class DeploymentCalendars implements PolicyCalendars {
  @Inject CalendarRepository calendars;
  @Inject CalendarUseRepository uses;
  @Inject CompiledCalendars compiled;

  /** {@inheritDoc} Takes no lock: a change of a calendar plants what uses it anew afterwards. */
  @Override
  public Map<String, BusinessCalendar> named(Collection<String> names) {
    return compiled(calendars.revisions(names));
  }

  /** {@inheritDoc} One made since is not locked, and not among them. */
  @Override
  public Map<String, BusinessCalendar> lock(Collection<String> names) {
    return compiled(calendars.lockRevisions(names));
  }

  @Override
  public void use(UUID deploymentId, List<String> names) {
    uses.set(deploymentId, names);
  }

  private Map<String, BusinessCalendar> compiled(Map<String, UUID> revisions) {
    var found = new HashMap<String, BusinessCalendar>();
    revisions.forEach(
        (name, revision) ->
            compiled
                .find(name, revision)
                .or(() -> calendars.findByName(name).map(compiled::keep))
                .ifPresent(calendar -> found.put(name, calendar)));
    return found;
  }
}
