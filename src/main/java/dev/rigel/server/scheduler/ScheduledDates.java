package dev.rigel.server.scheduler;

import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.DeploymentDates;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.InvalidScheduleException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The dates of deployments whose schedule is active. */
@ApplicationScoped
class ScheduledDates {
  private static final Logger LOG = System.getLogger(ScheduledDates.class.getName());

  @Inject DeploymentDates dates;

  /** Whether runs are to be planted at all. */
  static boolean isScheduled(Deployment deployment) {
    return deployment.isScheduleActive() && deployment.schedule() != null;
  }

  /** What several deployments need, read at once. */
  Map<String, BusinessCalendar> calendars(Collection<Deployment> deployments) {
    return dates.calendars(deployments);
  }

  /** As {@link #use(Deployment, Map, Function)}, for one deployment. */
  <T> Optional<T> use(Deployment deployment, Function<Dates, T> use) {
    return use(deployment, dates.calendars(List.of(deployment)), use);
  }

  /**
   * What is made of the dates; empty where no schedule is active, and where it cannot be read any
   * more, which spoils nothing for others.
   */
  <T> Optional<T> use(
      Deployment deployment, Map<String, BusinessCalendar> calendars, Function<Dates, T> use) {
    if (!isScheduled(deployment)) {
      return Optional.empty();
    }
    try {
      return Optional.of(use.apply(dates.of(deployment, calendars)));
    } catch (InvalidScheduleException e) {
      LOG.log(
          Level.ERROR, "deployment " + deployment.id() + " is not scheduled: " + e.getMessage());
      return Optional.empty();
    }
  }
}
