package dev.rigel.server.scheduler;

import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.Planter;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.schedule.InvalidScheduleException;
import dev.rigel.server.schedule.Schedules;
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
import java.util.UUID;

/**
 * Plants the runs that schedules ask for. Any number of servers may do so at once: a deployment's
 * row is locked while its runs are planted, and a run's key, which holds its instant, is unique.
 */
@ApplicationScoped
public class Scheduler implements Planter {
  private static final Logger LOG = System.getLogger(Scheduler.class.getName());

  @Inject PlantingRepository planting;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /**
   * One page of a pass: the deployments behind {@code after} that need runs. One transaction.
   * Returns the last id; null at the end.
   */
  @Transactional
  public UUID plantPage(UUID after) {
    var now = Columns.now(clock);
    var ids = planting.needy(after, now);
    var runs = new ArrayList<PlantedRun>();
    for (var deployment : planting.lock(ids)) {
      runs.addAll(upcoming(deployment, now));
    }
    planting.insert(runs, now);
    return ids.size() < settings.deploymentBatchSize() ? null : ids.get(ids.size() - 1);
  }

  /** A schedule that cannot be read any more spoils nothing for others. */
  private List<PlantedRun> upcoming(Deployment deployment, OffsetDateTime now) {
    try {
      return runs(deployment, Span.upcoming(now, settings));
    } catch (InvalidScheduleException e) {
      LOG.log(
          Level.ERROR, "deployment " + deployment.id() + " is not scheduled: " + e.getMessage());
      return List.of();
    }
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void plant(Deployment deployment) {
    if (settings.schedulerEnabled()) {
      var now = Columns.now(clock);
      planting.insert(upcoming(deployment, now), now);
    }
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void plant(Deployment deployment, ScheduleRequest request) {
    var now = Columns.now(clock);
    planting.insert(runs(deployment, Span.asked(request, now, settings)), now);
  }

  private static List<PlantedRun> runs(Deployment deployment, Span span) {
    if (!deployment.isScheduleActive() || deployment.schedule() == null) {
      return List.of();
    }
    var schedule = deployment.schedule();
    return span.of(Schedules.dates(schedule)).stream()
        .map(date -> PlantedRun.of(deployment, date, schedule.timezone()))
        .toList();
  }

  /** How often a pass is made. */
  public Duration loop() {
    return settings.schedulerLoop();
  }
}
