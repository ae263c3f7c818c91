package dev.rigel.server.schedulepolicy;

import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.schedulepolicy.StartingRun.RunName;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.Verdict;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Planted runs whose start has come, with all that their policies ask for; kept right while one
 * after the other is judged. The locks of their deployments are held.
 */
public final class StartingRuns {
  private final Map<UUID, SchedulePolicy> policies;
  private final Map<UUID, OffsetDateTime> nextDates;
  private final OtherRuns others;
  private final Map<UUID, FlowRun> displaceable;

  /**
   * What was found.
   *
   * @param policies those that judge, by deployment
   * @param nextDates by run, what {@link NextDate} says
   * @param displaceable active runs that are locked, by id
   */
  StartingRuns(
      Map<UUID, SchedulePolicy> policies,
      Map<UUID, OffsetDateTime> nextDates,
      OtherRuns others,
      Map<UUID, FlowRun> displaceable) {
    this.policies = policies;
    this.nextDates = nextDates;
    this.others = others;
    this.displaceable = new HashMap<>(displaceable);
  }

  /** No policy has a say. */
  static StartingRuns none() {
    return new StartingRuns(Map.of(), Map.of(), OtherRuns.none(), Map.of());
  }

  /** A run, and what bears on its start; empty where no policy has a say. */
  Optional<StartingRun> of(FlowRun run) {
    var deploymentId = run.deploymentId();
    return deploymentId == null || !FlowRunConditions.isUpToItsPolicy(run)
        ? Optional.empty()
        : Optional.ofNullable(policies.get(deploymentId))
            .map(policy -> startingRun(run, deploymentId, policy));
  }

  private StartingRun startingRun(FlowRun run, UUID deploymentId, SchedulePolicy policy) {
    return new StartingRun(
        name(run),
        policy,
        Objects.requireNonNull(run.nextScheduledStartTime()),
        nextDates.get(run.id()),
        run.isBackfilled(),
        others.activeOf(deploymentId),
        others.isContested(deploymentId),
        others.waitingBefore(run.id(), deploymentId));
  }

  private static RunName name(FlowRun run) {
    return new RunName(run.id(), run.name(), run.stateName());
  }

  /** What its policy says of a run; accepted where none has a say. */
  Verdict verdict(FlowRun run, OffsetDateTime now) {
    return of(run).map(starting -> starting.verdict(now)).orElse(Verdict.ACCEPT);
  }

  /** What was active in the run's deployment is so no longer. */
  void madeRoomFor(FlowRun run) {
    others.displaced(run.deploymentId());
  }

  /** A run starts, and what it displaces has made room. */
  public void started(Transition<FlowRun> start) {
    var run = start.run();
    if (!start.displacing().isEmpty()) {
      madeRoomFor(run);
    }
    others.started(new RunName(run.id(), run.name(), start.name()), run.deploymentId());
    displaceable.put(run.id(), run);
  }

  /** The run ends instead of starting. */
  public void ended(FlowRun run) {
    others.left(run.id(), run.deploymentId());
  }

  /** The runs that are to make room, each with what it enters. */
  public Map<FlowRun, StateCreate> displaced(List<Verdict.Displace> displacing) {
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    for (var displace : displacing) {
      displace.others().forEach(id -> states.put(displaceable.get(id), displace.state()));
    }
    return states;
  }
}
