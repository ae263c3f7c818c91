package dev.rigel.server.scheduler;

import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.DeploymentDates;
import dev.rigel.server.deployment.Planter;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.InvalidScheduleException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Plants the runs that schedules ask for. Any number of servers may do so at once: a deployment's
 * row is locked while its runs are planted, and a run's key, which holds its instant, is unique.
 */
@ApplicationScoped
public class Scheduler implements Planter {
  private static final Logger LOG = System.getLogger(Scheduler.class.getName());

  @Inject PlantingRepository planting;
  @Inject DeploymentDates dates;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /**
   * One page of a pass: the deployments behind {@code after} that need runs. One transaction.
   * Returns the last id; null at the end.
   */
  @Transactional
  public UUID plantPage(UUID after) {
    var ids = planting.needy(after, Columns.now(clock));
    if (!ids.isEmpty()) {
      plantAll(planting.lock(ids));
    }
    return ids.size() < settings.deploymentBatchSize() ? null : ids.get(ids.size() - 1);
  }

  /** The time is taken when the rows are locked: what was changed before lies in the past. */
  private void plantAll(List<Deployment> deployments) {
    var now = Columns.now(clock);
    var span = Span.upcoming(now, settings);
    var runs = new ArrayList<PlantedRun>();
    var progress = new ArrayList<Progress>();
    var calendars = dates.calendars(deployments);
    for (var deployment : deployments) {
      var wanted = wanted(deployment, calendars, span);
      var known = deployment.plantedUntil();
      var missing = wanted.stream().filter(date -> known == null || date.isAfter(known)).toList();
      runs.addAll(runs(deployment, missing));
      progress.add(Progress.of(deployment, span, wanted));
    }
    planting.insert(runs, now);
    planting.remember(progress);
  }

  /** A schedule that cannot be read any more spoils nothing for others. */
  private List<OffsetDateTime> wanted(
      Deployment deployment, Map<String, BusinessCalendar> calendars, Span span) {
    if (!deployment.isScheduleActive() || deployment.schedule() == null) {
      return List.of();
    }
    try {
      return span.of(dates.of(deployment, calendars));
    } catch (InvalidScheduleException e) {
      LOG.log(
          Level.ERROR, "deployment " + deployment.id() + " is not scheduled: " + e.getMessage());
      return List.of();
    }
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void plant(Deployment deployment) {
    if (!settings.schedulerEnabled()) {
      planting.remember(List.of(Progress.none(deployment)));
      return;
    }
    var now = Columns.now(clock);
    var span = Span.upcoming(now, settings);
    var wanted = wanted(deployment, dates.calendars(List.of(deployment)), span);
    planting.insert(runs(deployment, wanted), now);
    planting.remember(List.of(Progress.of(deployment, span, wanted)));
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void plant(Deployment deployment, ScheduleRequest request) {
    var now = Columns.now(clock);
    var span = Span.asked(request, now, settings);
    var wanted = wanted(deployment, dates.calendars(List.of(deployment)), span);
    var runs = runs(deployment, wanted);
    planting.insert(runs, now);
    planting.markBackfilled(runs);
  }

  private static List<PlantedRun> runs(Deployment deployment, List<OffsetDateTime> dates) {
    return dates.stream()
        .map(date -> PlantedRun.of(deployment, date, deployment.schedule().timezone()))
        .toList();
  }

  /** How often a pass is made. */
  public Duration loop() {
    return settings.schedulerLoop();
  }
}
