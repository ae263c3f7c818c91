package dev.rigel.server.orchestration;

import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.DeploymentDates;
import dev.rigel.server.deployment.TurnRepository;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.orchestration.DueRun.Other;
import dev.rigel.server.schedule.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks the policies of schedules about runs that are about to start. Runs of one deployment are
 * judged one after the other, whoever asks: its turn is locked until the transaction ends.
 */
@ApplicationScoped
public class DueRuns {
  /** Runs that are judged again in one transaction. */
  private static final int PAGE = 400;

  @Inject TurnRepository turns;
  @Inject DueRunRepository runs;
  @Inject DeploymentDates dates;
  @Inject FurtherDates furtherDates;

  /** Whether a policy has a say: not for a run made, or sent back, by hand. */
  static boolean isJudged(FlowRun run) {
    return run.isPlanted() && run.runCount() == 0 && !"AwaitingRetry".equals(run.stateName());
  }

  /**
   * What becomes of runs whose rows are locked and whose start has come, oldest first; only of
   * those that a policy has a say in. Each is judged as if those before it had been treated so.
   *
   * @param late whether those that are not rejected will wait, to be judged again in time
   */
  Map<UUID, Verdict> judge(List<FlowRun> due, OffsetDateTime now, boolean late) {
    var planted =
        due.stream()
            .filter(DueRuns::isJudged)
            .collect(Collectors.groupingBy(FlowRun::deploymentId));
    var deployments = turns.lock(planted.keySet());
    if (deployments.isEmpty()) {
      return Map.of();
    }
    var calendars = dates.calendars(deployments);
    var siblings = new Siblings(runs, deployments, now);
    var verdicts = new HashMap<UUID, Verdict>();
    var looks = new HashMap<UUID, OffsetDateTime>();
    for (var deployment : deployments) {
      for (var run : planted.get(deployment.id())) {
        var dueRun = dueRun(run, deployment, siblings, calendars);
        var verdict = dueRun.verdict(now);
        siblings.apply(run, verdict);
        verdicts.put(run.id(), verdict);
        if (late && !(verdict instanceof Verdict.Reject)) {
          dueRun.overtakenAt().ifPresent(time -> sooner(looks, deployment, time));
        }
      }
    }
    turns.lookAtLatest(looks);
    return verdicts;
  }

  private static void sooner(
      Map<UUID, OffsetDateTime> looks, Deployment deployment, OffsetDateTime time) {
    looks.merge(deployment.id(), time, (one, other) -> one.isBefore(other) ? one : other);
  }

  private DueRun dueRun(
      FlowRun run,
      Deployment deployment,
      Siblings siblings,
      Map<String, BusinessCalendar> calendars) {
    return new DueRun(
        other(run),
        deployment.schedulePolicy(),
        run.nextScheduledStartTime(),
        furtherDates.behind(run, deployment, calendars),
        run.isBackfilled(),
        siblings.activeOf(deployment.id()),
        siblings.isContested(deployment.id()),
        siblings.waitingBefore(run, deployment));
  }

  private static Other other(FlowRun run) {
    return new Other(run.id(), run.name(), run.stateName());
  }

  /**
   * Runs that wait and that time alone has overtaken, with what they become; of deployments that
   * are to be looked at now. Their rows and the turns are locked.
   *
   * @param most deployments at most
   */
  Overtaken overtaken(OffsetDateTime now, int most) {
    var deployments = turns.lockToLookAt(now, most);
    if (deployments.isEmpty()) {
      return new Overtaken(Map.of(), false);
    }
    var calendars = dates.calendars(deployments);
    var ids = deployments.stream().map(Deployment::id).toList();
    var waiting =
        runs.lockWaiting(ids, now, PAGE).stream()
            .collect(Collectors.groupingBy(FlowRun::deploymentId));
    var counts = runs.countWaiting(ids, now);
    var ends = new LinkedHashMap<FlowRun, Verdict.Reject>();
    var looks = new HashMap<UUID, OffsetDateTime>();
    for (var deployment : deployments) {
      looks.put(deployment.id(), null);
      var locked = waiting.getOrDefault(deployment.id(), List.of());
      for (var run : locked) {
        var dueRun = alone(run, deployment, calendars);
        dueRun
            .overtaken(now)
            .ifPresentOrElse(
                end -> ends.put(run, end),
                () -> dueRun.overtakenAt().ifPresent(time -> sooner(looks, deployment, time)));
      }
      if (counts.getOrDefault(deployment.id(), 0) > locked.size()) {
        // more than a page, or some that are being taken and may be left over
        sooner(looks, deployment, now.plusSeconds(1));
      }
    }
    turns.lookAt(looks);
    return new Overtaken(ends, deployments.size() == most);
  }

  private DueRun alone(
      FlowRun run, Deployment deployment, Map<String, BusinessCalendar> calendars) {
    return new DueRun(
        other(run),
        deployment.schedulePolicy(),
        run.nextScheduledStartTime(),
        furtherDates.behind(run, deployment, calendars),
        run.isBackfilled(),
        List.of(),
        false,
        null);
  }

  /**
   * Runs that have been overtaken.
   *
   * @param more whether there may be more deployments to look at
   */
  record Overtaken(Map<FlowRun, Verdict.Reject> ends, boolean more) {}
}
