package dev.rigel.server.schedulepolicy;

import static dev.rigel.contract.schedule.Overlap.cancel_running;
import static dev.rigel.contract.schedule.Overlap.queue_one;
import static dev.rigel.contract.schedule.Overlap.skip;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.DeploymentDates;
import dev.rigel.server.deployment.Planter;
import dev.rigel.server.deployment.PlantingProgress;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.schedulepolicy.StartingRun.RunName;
import dev.rigel.server.state.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds what the policies of schedules ask for. Runs of one deployment are judged one after the
 * other, whoever asks: its lock is held until the transaction ends.
 */
@ApplicationScoped
public class SchedulePolicyRuns {
  /** Runs that are judged again in one transaction. */
  private static final int PAGE = 400;

  @Inject DeploymentLockRepository locks;
  @Inject SchedulePolicyRunRepository runs;
  @Inject DeploymentDates dates;
  @Inject NextDate nextDate;
  @Inject Planter planter;

  /**
   * What bears on the start of runs whose rows are locked and whose start has come, oldest first.
   * Locks the deployments whose policies judge, and then, of those that displace, the active runs
   * that no other transaction has locked.
   */
  public StartingRuns starting(List<FlowRun> due, OffsetDateTime now) {
    return starting(due, due, now);
  }

  /**
   * The same where perhaps not all of them start.
   *
   * @param starters those that may be active when the next one is judged
   */
  private StartingRuns starting(List<FlowRun> due, List<FlowRun> starters, OffsetDateTime now) {
    var planted = due.stream().filter(FlowRunConditions::isUpToItsPolicy).toList();
    var deployments =
        planted.isEmpty()
            ? List.<Deployment>of()
            : locks.lock(planted.stream().map(FlowRun::deploymentId).collect(Collectors.toSet()));
    if (deployments.isEmpty()) {
      return StartingRuns.none(); // most proposals: they ask the database nothing more
    }
    var displaceable =
        runs.lockActive(ids(deployments, cancel_running)).stream()
            .collect(Collectors.toMap(FlowRun::id, Function.identity()));
    return new StartingRuns(
        policies(deployments),
        nextDates(planted, deployments),
        others(deployments, starters, displaceable.keySet(), now),
        displaceable);
  }

  /**
   * As {@link #starting}, for runs that wait and that nobody has taken: only time is asked, which
   * needs to know of no other run.
   */
  private StartingRuns waiting(List<FlowRun> due, List<Deployment> deployments) {
    return new StartingRuns(
        policies(deployments), nextDates(due, deployments), OtherRuns.none(), Map.of());
  }

  private static Map<UUID, SchedulePolicy> policies(List<Deployment> deployments) {
    return deployments.stream()
        .collect(Collectors.toMap(Deployment::id, Deployment::schedulePolicy));
  }

  private static Map<UUID, Deployment> byId(List<Deployment> deployments) {
    return deployments.stream().collect(Collectors.toMap(Deployment::id, Function.identity()));
  }

  private Map<UUID, OffsetDateTime> nextDates(List<FlowRun> due, List<Deployment> deployments) {
    if (deployments.isEmpty()) {
      return Map.of();
    }
    var calendars = dates.calendars(deployments);
    var byId = byId(deployments);
    var progress = planter.progress(limited(deployments));
    var next = new HashMap<UUID, OffsetDateTime>();
    for (var run : due) {
      var deployment = byId.get(run.deploymentId());
      if (deployment != null) {
        var planted = progress.getOrDefault(deployment.id(), PlantingProgress.NONE);
        next.put(run.id(), nextDate.after(run, deployment, planted, calendars));
      }
    }
    return next;
  }

  /** Of others nobody counts the runs. */
  private static List<UUID> limited(List<Deployment> deployments) {
    return deployments.stream()
        .filter(d -> d.schedulePolicy().maxRuns() != null)
        .map(Deployment::id)
        .toList();
  }

  private OtherRuns others(
      List<Deployment> deployments, List<FlowRun> starters, Set<UUID> locked, OffsetDateTime now) {
    var active = runs.active(ids(deployments, skip, queue_one, cancel_running));
    var contested =
        ids(deployments, cancel_running).stream()
            .filter(id -> !locked.containsAll(idsOf(active.getOrDefault(id, List.of()))))
            .collect(Collectors.toSet());
    var waiting = new HashMap<UUID, List<RunName>>();
    for (var deployment : deployments) {
      if (deployment.schedulePolicy().overlap() == queue_one
          && mayBeActive(deployment, active, starters)) {
        // of those that a later date overtakes, the one that asks is the latest
        var backfilledOnly = deployment.schedulePolicy().catchUp() == CatchUp.latest;
        waiting.put(deployment.id(), runs.waiting(deployment.id(), backfilledOnly, now));
      }
    }
    return new OtherRuns(active, contested, waiting);
  }

  /** Now, or when the first of several that ask has started. */
  private static boolean mayBeActive(
      Deployment deployment, Map<UUID, List<RunName>> active, List<FlowRun> starters) {
    return active.containsKey(deployment.id())
        || starters.stream().filter(run -> deployment.id().equals(run.deploymentId())).count() > 1;
  }

  private static List<UUID> idsOf(List<RunName> runs) {
    return runs.stream().map(RunName::id).toList();
  }

  private static List<UUID> ids(Collection<Deployment> deployments, Overlap... overlaps) {
    return deployments.stream()
        .filter(d -> List.of(overlaps).contains(d.schedulePolicy().overlap()))
        .map(Deployment::id)
        .toList();
  }

  /**
   * What becomes of runs whose rows are locked and whose start has come, oldest first, while no
   * agent asks for them: each is judged as if those before it had been treated as told. Those that
   * go on waiting are looked at again in time.
   *
   * @param late what runs enter that wait on
   * @return the states that they, and displaced ones before them, are to enter in this order
   */
  Map<FlowRun, StateCreate> judgeWaiting(
      List<FlowRun> due, OffsetDateTime now, Function<FlowRun, StateCreate> late) {
    var starting = starting(due, List.of(), now);
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    var looks = new HashMap<UUID, OffsetDateTime>();
    for (var run : due) {
      var verdict = starting.verdict(run, now);
      if (verdict instanceof Verdict.Displace displace) {
        states.putAll(starting.displaced(List.of(displace)));
        starting.madeRoomFor(run);
      }
      if (verdict instanceof Verdict.Reject reject) {
        states.put(run, reject.state());
        starting.ended(run);
        continue;
      }
      if (!(verdict instanceof Verdict.Wait)) {
        states.put(run, late.apply(run));
      }
      starting
          .of(run)
          .flatMap(StartingRun::overtakenAt)
          .ifPresent(time -> sooner(looks, run, time));
    }
    locks.lookAtLatest(looks);
    return states;
  }

  private static void sooner(Map<UUID, OffsetDateTime> looks, FlowRun run, OffsetDateTime time) {
    sooner(looks, Objects.requireNonNull(run.deploymentId()), time);
  }

  private static void sooner(
      Map<UUID, OffsetDateTime> looks, UUID deploymentId, OffsetDateTime time) {
    looks.merge(deploymentId, time, (one, other) -> one.isBefore(other) ? one : other);
  }

  /**
   * Runs that wait and that time alone has overtaken, with what they become; of deployments that
   * are to be looked at now. Their rows and the deployments' locks are held.
   *
   * @param most deployments at most
   */
  Overtaken overtaken(OffsetDateTime now, int most) {
    var deployments = locks.lockToLookAt(now, most);
    if (deployments.isEmpty()) {
      return new Overtaken(Map.of(), false);
    }
    var ids = deployments.stream().map(Deployment::id).toList();
    var due = runs.lockWaiting(ids, now, PAGE);
    var waiting = waiting(due, deployments);
    var ends = new LinkedHashMap<FlowRun, Verdict.Reject>();
    var looks = new HashMap<UUID, OffsetDateTime>();
    ids.forEach(id -> looks.put(id, null));
    for (var run : due) {
      waiting
          .of(run)
          .ifPresent(
              starting ->
                  starting
                      .overtaken(now)
                      .ifPresentOrElse(
                          end -> ends.put(run, end),
                          () ->
                              starting.overtakenAt().ifPresent(time -> sooner(looks, run, time))));
    }
    lookAtTheRest(looks, due, runs.countWaiting(ids, now), now);
    locks.lookAt(looks);
    return new Overtaken(ends, deployments.size() == most);
  }

  /** More than a page, or some that are being taken and may be left over: soon again. */
  private static void lookAtTheRest(
      Map<UUID, OffsetDateTime> looks,
      List<FlowRun> locked,
      Map<UUID, Integer> counts,
      OffsetDateTime now) {
    var seen =
        locked.stream()
            .collect(Collectors.groupingBy(FlowRun::deploymentId, Collectors.counting()));
    counts.forEach(
        (id, count) -> {
          if (count > seen.getOrDefault(id, 0L)) {
            sooner(looks, id, now.plusSeconds(1));
          }
        });
  }

  /**
   * Runs that have been overtaken.
   *
   * @param more whether there may be more deployments to look at
   */
  record Overtaken(Map<FlowRun, Verdict.Reject> ends, boolean more) {}
}
