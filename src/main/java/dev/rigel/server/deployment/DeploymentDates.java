package dev.rigel.server.deployment;

import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.InvalidScheduleException;
import dev.rigel.server.schedule.Schedules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The dates of deployments: those of the schedule that are open in every calendar of the policy, up
 * to its end. What is planted, backfilled, caught up and shown is taken from these.
 */
@ApplicationScoped
public class DeploymentDates {
  @Inject PolicyCalendars calendars;

  /** The calendars of some deployments, by name, in one statement at most. */
  public Map<String, BusinessCalendar> calendars(Collection<Deployment> deployments) {
    var names = new TreeSet<String>();
    deployments.forEach(deployment -> names.addAll(deployment.schedulePolicy().calendars()));
    return names.isEmpty() ? Map.of() : calendars.named(names);
  }

  /**
   * The dates of a deployment that has a schedule.
   *
   * @param known at least its own calendars, by name
   * @throws InvalidScheduleException when the schedule, stored long ago, has no meaning any more,
   *     or a calendar is gone
   */
  public Dates of(Deployment deployment, Map<String, BusinessCalendar> known) {
    var policy = deployment.schedulePolicy();
    var dates = Schedules.dates(Objects.requireNonNull(deployment.schedule()));
    for (var name : policy.calendars()) {
      if (!known.containsKey(name)) {
        throw new InvalidScheduleException("There is no calendar " + name);
      }
      dates = dates.on(known.get(name));
    }
    return policy.end() == null ? dates : dates.until(policy.end());
  }
}
