package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_ENABLED;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.deployment.Planter;
import dev.rigel.server.deployment.PlantingProgress;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedulepolicy.DeploymentLockRepository;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plants around a change of a deployment, in the transaction that makes it. */
@ApplicationScoped
@Transactional(MANDATORY)
class Replanting implements Planter {
  /** As passes plant in ten minutes; a transaction with more of them lasts too long. */
  private static final int MOST_MISSED = 10 * PlantingWindow.MOST_RUNS;

  @Inject Planting planting;
  @Inject PlantingRepository progress;
  @Inject PlantedRunRepository runs;
  @Inject ScheduledDates scheduled;
  @Inject DeploymentLockRepository locks;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  @Override
  public PlantingProgress progress(UUID deploymentId) {
    return progress.of(deploymentId);
  }

  @Override
  public Map<UUID, PlantingProgress> progress(List<UUID> deploymentIds) {
    return progress.of(deploymentIds);
  }

  @Override
  public void catchUp(Deployment deployment, OffsetDateTime now) {
    scheduled
        .use(
            deployment,
            dates -> Plan.missed(deployment, dates, since(deployment), now, MOST_MISSED + 1))
        .ifPresent(missed -> plantMissed(deployment, missed, now));
  }

  private OffsetDateTime since(Deployment deployment) {
    return Plan.since(deployment, progress(deployment.id()));
  }

  private void plantMissed(Deployment deployment, List<OffsetDateTime> missed, OffsetDateTime now) {
    if (missed.size() > MOST_MISSED) {
      throw Problem.conflict(
          "More than %d dates of the schedule are still to be caught up: try again when the scheduler has planted them, or pause the schedule, which drops them."
              .formatted(MOST_MISSED));
    }
    planting.plant(deployment, missed, now);
  }

  @Override
  public List<OffsetDateTime> takeBack(Deployment deployment, OffsetDateTime now) {
    catchUp(deployment, now);
    var policy = deployment.schedulePolicy();
    var waiting =
        policy.startJitter().isZero()
            ? List.<OffsetDateTime>of()
            : runs.keysOfWaiting(deployment.id(), now).stream()
                .flatMap(key -> PlantedDate.of(key).map(Times::utc).stream())
                .filter(date -> date.isBefore(now))
                .sorted()
                .toList();
    planting.takeBack(deployment, policy.catchUp() == CatchUp.none ? null : now);
    return waiting;
  }

  @Override
  public void plant(Deployment deployment, List<OffsetDateTime> waiting, OffsetDateTime now) {
    planting.forgetCount(deployment);
    if (!ScheduledDates.isScheduled(deployment)) {
      planting.takeBack(deployment, null);
      planting.carryOut(List.of(new Plan(deployment, List.of(), now, now, null)), now);
    } else {
      planting.carryOut(List.of(plan(deployment, waiting, now)), now);
    }
  }

  private Plan plan(Deployment deployment, List<OffsetDateTime> waiting, OffsetDateTime now) {
    if (!settings.get(SCHEDULER_ENABLED)) {
      return Plan.unknown(deployment, waiting);
    }
    var window = PlantingWindow.upcoming(now, settings);
    return scheduled
        .use(deployment, dates -> Plan.anew(deployment, waiting, dates, window))
        .orElseGet(() -> Plan.unknown(deployment, waiting));
  }

  @Override
  public void plant(Deployment deployment, ScheduleRequest request) {
    var now = Times.now(clock);
    var window = PlantingWindow.asked(request, now, settings);
    scheduled.use(deployment, dates -> planting.backfill(deployment, window.of(dates), now));
  }

  @Override
  public void settle(Deployment deployment) {
    locks.settle(deployment);
  }
}
