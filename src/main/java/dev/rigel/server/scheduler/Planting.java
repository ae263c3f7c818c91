package dev.rigel.server.scheduler;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.deployment.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Carries plans out and counts, where a policy sets a maximum, the runs that are planted. The rows
 * of the deployments are locked.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class Planting {
  @Inject PlantingRepository progress;
  @Inject PlantedRunRepository planted;

  /** Plans of several deployments; those without a maximum in as few statements as possible. */
  void carryOut(List<Plan> plans, OffsetDateTime now) {
    var runs = new ArrayList<PlantedRun>();
    var done = new ArrayList<Plan>();
    for (var plan : plans) {
      if (isLimited(plan.deployment())) {
        done.add(plan.cutAfter(plant(plan.deployment(), plan.dates(), now)));
      } else {
        runs.addAll(PlantedRun.of(plan.deployment(), plan.dates()));
        done.add(plan);
      }
    }
    planted.insert(runs, now);
    progress.remember(done);
  }

  /** Plants dates and nothing else; tells how many of them were considered. */
  int plant(Deployment deployment, List<OffsetDateTime> dates, OffsetDateTime now) {
    return plant(deployment, dates, runs -> planted.insert(runs, now));
  }

  /** Plants dates that were asked for by hand. */
  int backfill(Deployment deployment, List<OffsetDateTime> dates, OffsetDateTime now) {
    return plant(deployment, dates, runs -> planted.insertBackfilled(runs, now));
  }

  /** Stores runs and tells how many of them are new. */
  private interface Insert {
    int of(List<PlantedRun> runs);
  }

  private int plant(Deployment deployment, List<OffsetDateTime> dates, Insert insert) {
    var max = deployment.schedulePolicy().maxRuns();
    if (max == null) {
      insert.of(PlantedRun.of(deployment, dates));
      return dates.size();
    }
    return plantWithinMaximum(max, deployment, dates, insert);
  }

  /** Dates that have their run already do not count, so there may be room for later ones. */
  private int plantWithinMaximum(
      int max, Deployment deployment, List<OffsetDateTime> dates, Insert insert) {
    var count = counted(deployment.id());
    var next = 0;
    while (next < dates.size() && count < max) {
      var end = Math.min(dates.size(), next + max - count);
      count += insert.of(PlantedRun.of(deployment, dates.subList(next, end)));
      next = end;
    }
    progress.count(deployment.id(), count);
    return next;
  }

  /** Where counting begins, runs that nobody has taken yet are among those to come. */
  private int counted(UUID id) {
    var counted = progress.of(id).runs();
    return counted == null ? planted.untaken(id) : counted;
  }

  /** Takes planted runs back; from a start on, or all. They do not count any longer. */
  void takeBack(Deployment deployment, @Nullable OffsetDateTime from) {
    var counted = progress.of(deployment.id()).runs();
    var untried = planted.delete(deployment.id(), from, counted != null);
    if (counted != null) {
      progress.count(deployment.id(), Math.max(0, counted - untried));
    }
  }

  /** Without a maximum nothing is counted. */
  void forgetCount(Deployment deployment) {
    if (!isLimited(deployment)) {
      progress.forgetCount(deployment.id());
    }
  }

  private static boolean isLimited(Deployment deployment) {
    return deployment.schedulePolicy().maxRuns() != null;
  }
}
