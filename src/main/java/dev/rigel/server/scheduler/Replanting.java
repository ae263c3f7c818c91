package dev.rigel.server.scheduler;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.deployment.Planter;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.schedule.Dates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

/** Plants around a change of a deployment, in the transaction that makes it. */
@ApplicationScoped
@Transactional(MANDATORY)
public class Replanting implements Planter {
  /** As a pass would plant in ten minutes; a transaction with more of them lasts too long. */
  private static final int MOST_PORTIONS = 10;

  @Inject Plantation plantation;
  @Inject PlantingRepository planting;
  @Inject ScheduledDates scheduled;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  @Override
  public void catchUp(Deployment deployment, OffsetDateTime now) {
    scheduled.use(deployment, dates -> catchUp(deployment, dates, now));
  }

  /** Returns the last mark. */
  private OffsetDateTime catchUp(Deployment deployment, Dates dates, OffsetDateTime now) {
    var since = Plan.since(deployment);
    for (int i = 0; i < MOST_PORTIONS; i++) {
      var missed = Plan.missed(deployment, dates, since, now);
      var considered = plantation.plant(deployment, missed, now);
      if (missed.size() < Span.MOST_RUNS || considered < missed.size()) {
        return now;
      }
      since = Plan.last(missed);
    }
    throw Problem.conflict(
        "More than %d dates of deployment %s are still to be caught up: try again when the scheduler has done it, or pause the schedule, which drops them."
            .formatted(MOST_PORTIONS * Span.MOST_RUNS, deployment.id()));
  }

  @Override
  public List<OffsetDateTime> takeBack(Deployment deployment, OffsetDateTime now) {
    catchUp(deployment, now);
    var policy = deployment.schedulePolicy();
    var waiting =
        policy.startJitter().isZero()
            ? List.<OffsetDateTime>of()
            : planting.keysOfWaiting(deployment.id(), now).stream()
                .flatMap(key -> PlantedDate.of(key).map(Columns::utc).stream())
                .filter(date -> date.isBefore(now))
                .sorted()
                .toList();
    plantation.takeBack(deployment, policy.catchUp() == CatchUp.none ? null : now);
    return waiting;
  }

  @Override
  public void plant(Deployment deployment, List<OffsetDateTime> waiting, OffsetDateTime now) {
    plantation.forgetCount(deployment);
    if (!ScheduledDates.isScheduled(deployment)) {
      plantation.takeBack(deployment, null);
      plantation.carryOut(List.of(new Plan(deployment, List.of(), now, now, null)), now);
    } else {
      plantation.carryOut(List.of(plan(deployment, waiting, now)), now);
    }
  }

  private Plan plan(Deployment deployment, List<OffsetDateTime> waiting, OffsetDateTime now) {
    if (!settings.schedulerEnabled()) {
      return Plan.unknown(deployment, waiting);
    }
    var span = Span.upcoming(now, settings);
    return scheduled
        .use(deployment, dates -> Plan.anew(deployment, waiting, dates, span))
        .orElseGet(() -> Plan.unknown(deployment, waiting));
  }

  @Override
  public void plant(Deployment deployment, ScheduleRequest request) {
    var now = Columns.now(clock);
    var span = Span.asked(request, now, settings);
    scheduled.use(deployment, dates -> plantation.backfill(deployment, span.of(dates), now));
  }
}
