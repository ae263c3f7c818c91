package dev.rigel.server.schedulepolicy;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.DeploymentDates;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.deployment.PlantingProgress;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.schedule.BusinessCalendar;
import dev.rigel.server.schedule.InvalidScheduleException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which date of the schedule overtakes a planted run. */
@ApplicationScoped
class NextDate {
  @Inject DeploymentDates dates;
  @Inject SchedulePolicyRunRepository runs;

  /**
   * The first date after the run's own that has, or will have, a run; null for none, and where only
   * the latest date matters to nobody.
   *
   * @param progress how far the deployment is planted; asked for its runs, where a maximum is set
   * @param calendars at least the deployment's own
   */
  @Nullable OffsetDateTime after(
      FlowRun run,
      Deployment deployment,
      PlantingProgress progress,
      Map<String, BusinessCalendar> calendars) {
    var counts = deployment.schedulePolicy().catchUp() == CatchUp.latest;
    if (!counts || deployment.schedule() == null || !deployment.isScheduleActive()) {
      return null;
    }
    try {
      return PlantedDate.of(run.idempotencyKey())
          .flatMap(date -> dates.of(deployment, calendars).atOrAfter(date.plusNanos(1)))
          .filter(date -> isWanted(deployment, progress, date))
          .orElse(null);
    } catch (InvalidScheduleException e) {
      return null; // the scheduler says so; a schedule without meaning overtakes nobody
    }
  }

  /** After its maximum a schedule has dates that will never have a run. */
  private boolean isWanted(Deployment deployment, PlantingProgress progress, OffsetDateTime date) {
    var most = deployment.schedulePolicy().maxRuns();
    var planted = progress.runs();
    var isSpent = most != null && planted != null && planted >= most;
    return !isSpent || runs.isPlanted(deployment.flowId(), PlantedDate.key(deployment.id(), date));
  }
}
