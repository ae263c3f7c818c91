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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks the policies of schedules about runs that are about to start. Runs of one deployment are
 * judged one after the other, whoever asks: its turn is locked until the transaction ends.
 */
@ApplicationScoped
public class DueRuns {
  /** Runs of one deployment that are judged again at a time. */
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
    for (var deployment : deployments) {
      var looks = new ArrayList<OffsetDateTime>();
      for (var run : planted.get(deployment.id())) {
        var dueRun = dueRun(run, deployment, siblings, calendars);
        var verdict = dueRun.verdict(now);
        siblings.apply(run, verdict);
        verdicts.put(run.id(), verdict);
        if (late && !(verdict instanceof Verdict.Reject)) {
          dueRun.overtakenAt().ifPresent(looks::add);
        }
      }
      soonest(looks).ifPresent(time -> turns.lookAtLatest(deployment.id(), time));
    }
    return verdicts;
  }

  private static Optional<OffsetDateTime> soonest(List<OffsetDateTime> times) {
    return times.stream().min(OffsetDateTime::compareTo);
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
    var ends = new LinkedHashMap<FlowRun, Verdict.Reject>();
    var deployments = turns.lockToLookAt(now, most);
    var calendars = dates.calendars(deployments);
    deployments.forEach(deployment -> look(deployment, calendars, now, ends));
    return new Overtaken(ends, deployments.size() == most);
  }

  /**
   * Runs that have been overtaken.
   *
   * @param more whether there may be more deployments to look at
   */
  record Overtaken(Map<FlowRun, Verdict.Reject> ends, boolean more) {}

  private void look(
      Deployment deployment,
      Map<String, BusinessCalendar> calendars,
      OffsetDateTime now,
      Map<FlowRun, Verdict.Reject> ends) {
    var looks = new ArrayList<OffsetDateTime>();
    var waiting = runs.lockWaiting(deployment.id(), now, PAGE);
    for (var run : waiting) {
      var dueRun =
          new DueRun(
              other(run),
              deployment.schedulePolicy(),
              run.nextScheduledStartTime(),
              furtherDates.behind(run, deployment, calendars),
              run.isBackfilled(),
              List.of(),
              false,
              null);
      var end = dueRun.overtaken(now);
      end.ifPresent(reject -> ends.put(run, reject));
      if (end.isEmpty()) {
        dueRun.overtakenAt().ifPresent(looks::add);
      }
    }
    if (runs.countWaiting(deployment.id(), now) > waiting.size()) {
      // more than a page, or some that are being taken and may be left over
      looks.add(now.plusSeconds(1));
    }
    turns.lookAt(deployment.id(), soonest(looks).orElse(null));
  }
}
