package dev.rigel.server.deployment;

import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.InvalidScheduleException;
import dev.rigel.server.schedule.StartJitter;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The dates of a deployment that come next.
 *
 * @param planted up to here dates have their runs already; null: none has
 * @param left how many more runs there will be
 */
record Upcoming(
    UUID deploymentId, StartJitter jitter, @Nullable OffsetDateTime planted, long left) {

  /** Of one that is switched off, the planted runs were deleted. */
  static Upcoming of(Deployment deployment, PlantingProgress progress) {
    var policy = deployment.schedulePolicy();
    var counted = progress.runs() == null ? 0 : progress.runs();
    return new Upcoming(
        deployment.id(),
        new StartJitter(policy.startJitter()),
        deployment.isScheduleActive() ? progress.until() : null,
        policy.maxRuns() == null ? Long.MAX_VALUE : policy.maxRuns() - counted);
  }

  /** Those that a bounded search finds: where it gives up, there is no more to show. */
  List<UpcomingDate> in(Dates dates, OffsetDateTime now, @Nullable OffsetDateTime until, int most) {
    var found = new ArrayList<UpcomingDate>();
    var more = left;
    try {
      var next = dates.from(now).limit(most).iterator();
      while (next.hasNext()) {
        var date = next.next();
        if (until != null && date.isAfter(until) || !isPlanted(date) && more-- <= 0) {
          break;
        }
        found.add(new UpcomingDate(date, jitter.startOf(deploymentId, date)));
      }
    } catch (InvalidScheduleException e) {
      return found;
    }
    return found;
  }

  private boolean isPlanted(OffsetDateTime date) {
    return planted != null && !date.isAfter(planted);
  }
}
