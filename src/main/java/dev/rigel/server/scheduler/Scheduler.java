package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_DEPLOYMENT_BATCH;
import static dev.rigel.contract.setting.Settings.SCHEDULER_LOOP;

import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantingProgress;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plants the runs that schedules ask for. Any number of servers may do so at once: a deployment's
 * row is locked while its runs are planted, and a run's key, which holds its date, is unique.
 */
@ApplicationScoped
public class Scheduler {
  /** Where much is to be caught up, a page ends early: its transaction is to stay short. */
  private static final int MOST_RUNS_IN_A_PAGE = 5 * PlantingWindow.MOST_RUNS;

  @Inject PlantingRepository progress;
  @Inject Planting planting;
  @Inject ScheduledDates scheduled;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /**
   * One page of a pass: the deployments after {@code after} that need runs. One transaction.
   * Returns the last id; none at the end.
   */
  @Transactional
  public @Nullable UUID plantPage(@Nullable UUID after) {
    var ids = progress.needy(after, Times.now(clock));
    var last = ids.isEmpty() ? null : plantAll(progress.lock(ids));
    if (last != null) {
      return last;
    }
    return ids.size() < settings.get(SCHEDULER_DEPLOYMENT_BATCH) ? null : ids.get(ids.size() - 1);
  }

  /**
   * The time is taken when the rows are locked: what was changed before lies in the past. Returns
   * the last one planted where that was not the last of all.
   */
  private @Nullable UUID plantAll(List<Deployment> deployments) {
    var now = Times.now(clock);
    var window = PlantingWindow.upcoming(now, settings);
    var calendars = scheduled.calendars(deployments);
    var known = progress.of(deployments.stream().map(Deployment::id).toList());
    var plans = new ArrayList<Plan>();
    var runs = 0;
    for (var deployment : deployments) {
      var from = known.getOrDefault(deployment.id(), PlantingProgress.NONE);
      var plan =
          scheduled
              .use(deployment, calendars, dates -> Plan.goingOn(deployment, from, dates, window))
              .orElseGet(() -> Plan.postponed(deployment, from, window));
      plans.add(plan);
      runs += plan.dates().size();
      if (runs >= MOST_RUNS_IN_A_PAGE) {
        break;
      }
    }
    planting.carryOut(plans, now);
    return plans.size() == deployments.size()
        ? null
        : plans.get(plans.size() - 1).deployment().id();
  }

  /** How often a pass runs. */
  public Duration loop() {
    return settings.get(SCHEDULER_LOOP);
  }
}
