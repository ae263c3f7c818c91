package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_LOOP;
import static dev.rigel.contract.setting.Settings.SCHEDULER_MAX_RUNS;
import static dev.rigel.contract.setting.Settings.SCHEDULER_MAX_TIME;
import static dev.rigel.contract.setting.Settings.SCHEDULER_MIN_RUNS;
import static dev.rigel.contract.setting.Settings.SCHEDULER_MIN_TIME;

import dev.rigel.contract.deployment.ScheduleRequest;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.settings.ServerSettings;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which dates of a schedule are planted: from the start on, until there are both enough of them and
 * enough time covered, never after the end and never too many at once.
 *
 * @param covered dates until then are planted, whatever the numbers say, so that the next pass
 *     comes in time
 */
record PlantingWindow(
    OffsetDateTime start,
    OffsetDateTime end,
    int minRuns,
    Duration minTime,
    int maxRuns,
    OffsetDateTime covered) {
  /** More than ten a second for two minutes. */
  static final int MOST_RUNS = 2_000;

  /** What a pass plants. */
  static PlantingWindow upcoming(OffsetDateTime now, ServerSettings settings) {
    return new PlantingWindow(
        now,
        now.plus(settings.get(SCHEDULER_MAX_TIME)),
        settings.get(SCHEDULER_MIN_RUNS),
        settings.get(SCHEDULER_MIN_TIME),
        settings.get(SCHEDULER_MAX_RUNS),
        now.plus(settings.get(SCHEDULER_LOOP).multipliedBy(2)));
  }

  /** What a caller asks for. */
  static PlantingWindow asked(
      ScheduleRequest request, OffsetDateTime now, ServerSettings settings) {
    var start = request.startTime() == null ? now : Times.utc(request.startTime());
    var end =
        request.endTime() == null
            ? start.plus(settings.get(SCHEDULER_MAX_TIME))
            : Times.utc(request.endTime());
    var maxRuns = request.maxRuns() == null ? settings.get(SCHEDULER_MAX_RUNS) : request.maxRuns();
    if (maxRuns > MOST_RUNS) {
      throw Problem.invalid("max_runs must be at most " + MOST_RUNS + ".");
    }
    var minRuns = request.minRuns() == null ? settings.get(SCHEDULER_MIN_RUNS) : request.minRuns();
    var minTime = request.minTime() == null ? settings.get(SCHEDULER_MIN_TIME) : request.minTime();
    return new PlantingWindow(start, end, minRuns, minTime, Math.max(0, maxRuns), start);
  }

  List<OffsetDateTime> of(Dates dates) {
    var wanted = new ArrayList<OffsetDateTime>();
    var iterator = dates.from(start).takeWhile(date -> !date.isAfter(end)).iterator();
    while (!isFull(wanted) && iterator.hasNext()) {
      wanted.add(iterator.next());
    }
    return wanted;
  }

  /**
   * Ten a second until all is covered, as the finest schedule wants them; never fewer than usual.
   */
  private long most() {
    return Math.max(MOST_RUNS, 10 * Duration.between(start, covered).toSeconds() + 1);
  }

  /**
   * When the wanted dates, all of them planted, get too few or too near, so that more are wanted.
   * Where the schedule has no more before the end, a tenth of the span from now: the end moves on.
   */
  OffsetDateTime exhaustedAt(List<OffsetDateTime> wanted) {
    if (wanted.isEmpty() || !isFull(wanted)) {
      return start.plus(Duration.between(start, end).dividedBy(10));
    }
    var last = wanted.get(wanted.size() - 1);
    var tooFew = wanted.get(Math.max(0, wanted.size() - Math.max(1, minRuns)));
    var tooNear = last.minus(minTime);
    var uncovered = last.minus(Duration.between(start, covered));
    return Stream.of(tooFew, tooNear, uncovered).min(OffsetDateTime::compareTo).orElseThrow();
  }

  private boolean isFull(List<OffsetDateTime> wanted) {
    if (wanted.isEmpty()) {
      return maxRuns == 0;
    }
    var last = wanted.get(wanted.size() - 1);
    var enough =
        wanted.size() >= minRuns && !last.isBefore(start.plus(minTime)) || wanted.size() >= maxRuns;
    return enough && !last.isBefore(covered) || wanted.size() >= most();
  }
}
