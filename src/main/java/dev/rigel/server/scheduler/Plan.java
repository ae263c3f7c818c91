package dev.rigel.server.scheduler;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantingProgress;
import dev.rigel.server.schedule.Dates;
import dev.rigel.server.schedule.MissedDates;
import dev.rigel.server.schedule.StartJitter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planted for a deployment, and how far it is planted then.
 *
 * @param dates ascending
 * @param from every date up to here has been considered before; null where nothing is known
 * @param until every date up to here has been considered afterwards; null where nothing is known
 * @param replantAt when a pass is to look at the deployment again; null: at once
 */
record Plan(
    Deployment deployment,
    List<OffsetDateTime> dates,
    @Nullable OffsetDateTime from,
    @Nullable OffsetDateTime until,
    @Nullable OffsetDateTime replantAt) {

  /** A pass: what was missed and still is to run, then what is to come. */
  static Plan goingOn(
      Deployment deployment, PlantingProgress progress, Dates dates, PlantingWindow window) {
    var now = window.start();
    var mark = progress.until();
    var known = later(mark, justBefore(now));
    var missed =
        missed(deployment, dates, since(deployment, progress), now, PlantingWindow.MOST_RUNS);
    if (missed.size() == PlantingWindow.MOST_RUNS) {
      return new Plan(deployment, missed, known, last(missed), null);
    }
    var wanted = window.of(dates);
    var missing = new ArrayList<>(missed);
    wanted.stream().filter(date -> mark == null || date.isAfter(mark)).forEach(missing::add);
    return new Plan(
        deployment,
        missing,
        known,
        later(later(last(wanted), known), now),
        window.exhaustedAt(wanted));
  }

  /** After a change: dates that waited for their start, then what is to come. */
  static Plan anew(
      Deployment deployment, List<OffsetDateTime> waiting, Dates dates, PlantingWindow window) {
    var now = window.start();
    var wanted = window.of(dates);
    var all = new ArrayList<>(waiting);
    all.addAll(wanted);
    return new Plan(
        deployment, all, justBefore(now), later(last(wanted), now), window.exhaustedAt(wanted));
  }

  /** Nothing but dates that waited for their start: the next pass looks. */
  static Plan unknown(Deployment deployment, List<OffsetDateTime> waiting) {
    return new Plan(deployment, waiting, null, null, null);
  }

  /** What cannot be planned is looked at again much later; a change plants at once. */
  static Plan postponed(Deployment deployment, PlantingProgress progress, PlantingWindow window) {
    var mark = progress.until();
    return new Plan(deployment, List.of(), mark, mark, window.exhaustedAt(List.of()));
  }

  /** Up to when, inclusive, the dates of a deployment have been considered. */
  static OffsetDateTime since(Deployment deployment, PlantingProgress progress) {
    var mark = progress.until();
    return mark == null ? justBefore(deployment.updated()) : mark;
  }

  /** A time of that microsecond may be a date itself. */
  private static OffsetDateTime justBefore(OffsetDateTime time) {
    return time.minus(Duration.ofNanos(1_000));
  }

  /**
   * A portion of the dates that came while nobody looked and that still are to run, oldest first;
   * where the policy catches nothing up, those whose start is yet to come.
   *
   * @param most how many
   */
  static List<OffsetDateTime> missed(
      Deployment deployment, Dates dates, OffsetDateTime since, OffsetDateTime now, int most) {
    var policy = deployment.schedulePolicy();
    if (!since.isBefore(now)) {
      return List.of();
    }
    if (policy.catchUp() != CatchUp.none) {
      return new MissedDates(policy.catchUp(), policy.catchUpWindow()).of(dates, since, now, most);
    }
    if (policy.startJitter().isZero()) {
      return List.of();
    }
    var jitter = new StartJitter(policy.startJitter());
    return dates
        .from(later(since.plusNanos(1), now.minus(policy.startJitter())))
        .takeWhile(date -> date.isBefore(now))
        .filter(date -> !jitter.startOf(deployment.id(), date).isBefore(now))
        .limit(most)
        .toList();
  }

  /** With the first dates only, where no more runs are allowed. */
  Plan cutAfter(int size) {
    if (size == dates.size()) {
      return this;
    }
    var first = dates.subList(0, size);
    var until = from == null ? last(first) : later(last(first), from);
    return new Plan(deployment, first, from, until, replantAt);
  }

  static @Nullable OffsetDateTime last(List<OffsetDateTime> dates) {
    return dates.isEmpty() ? null : dates.get(dates.size() - 1);
  }

  /** The later one. */
  private static OffsetDateTime later(@Nullable OffsetDateTime a, OffsetDateTime b) {
    return a != null && a.isAfter(b) ? a : b;
  }
}
