package dev.rigel.server.agent;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.HeldRun;
import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes runs from agents that have them no longer: one that has not begun goes back to its queue,
 * one that was running too if its deployment lets it begin anew, else it is CRASHED, or CANCELLED
 * if that was asked for, and one that waited for a retry in its process waits on for anybody. Its
 * token is dead from then on.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class LostRuns {
  @Inject Claims claims;
  @Inject FlowRunRepository runs;
  @Inject FlowRunGate gate;
  @Inject Deployments deployments;
  @Inject Clock clock;

  /**
   * What an agent has, whose row is locked, by id.
   *
   * @param why for the runs' histories, a sentence without its end
   */
  Map<HeldRun, String> all(Agent agent, String why) {
    return claims.of(agent.id()).stream().collect(Collectors.toMap(Function.identity(), r -> why));
  }

  /**
   * Takes some, each for its reason; those are left alone that have changed hands, or ended, since
   * they were looked up. All in one call: their rows are locked in one order.
   */
  void take(Map<HeldRun, String> why) {
    var taken = new LinkedHashMap<FlowRun, String>();
    why.entrySet().stream()
        .sorted(Comparator.comparing(one -> one.getKey().flowRunId().toString()))
        .forEach(
            one ->
                runs.lock(one.getKey().flowRunId())
                    .filter(one.getKey()::isStillOf)
                    .ifPresent(run -> taken.put(run, one.getValue())));
    takeLocked(taken);
  }

  /** Takes some whose rows are locked, each for its reason, a sentence without its end. */
  void takeLocked(Map<FlowRun, String> taken) {
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    taken.forEach(
        (run, why) -> {
          if (run.stateType() != StateType.SCHEDULED) {
            states.put(run, after(run, why));
          }
        });
    gate.lose(states);
    taken.keySet().forEach(FlowRun::takenAway);
  }

  private StateCreate after(FlowRun run, String why) {
    if (run.isCancelling()) {
      return StateCreate.of(
          StateType.CANCELLED,
          "Cancelled: " + why + ". Whether what ran of it has ended is not known.");
    }
    return run.stateType() == StateType.PENDING
        ? StateCreate.scheduled(due(run), "Back on its queue: " + why + " before the run began.")
        : afterRunning(run, why + " while the run was under way.");
  }

  private StateCreate afterRunning(FlowRun run, String reason) {
    var most = run.deploymentId() == null ? 0 : deployments.restarts(run.deploymentId());
    if (run.restarts() < most) {
      run.restart();
      return StateCreate.scheduled(
          Times.now(clock), "Restarted (%d of %d): %s".formatted(run.restarts(), most, reason));
    }
    var before =
        run.restarts() == 0
            ? ""
            : " It had begun anew %s, and its deployment allows %s."
                .formatted(times(run.restarts()), restarts(most));
    return StateCreate.of(StateType.CRASHED, "Crashed: " + reason + before);
  }

  private static String restarts(int count) {
    return count == 1 ? "1 restart" : count + " restarts";
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  /** One that was taken ahead of its time still waits for that. */
  private OffsetDateTime due(FlowRun run) {
    var now = Times.now(clock);
    var due = run.nextScheduledStartTime();
    return due == null || due.isBefore(now) ? now : due;
  }
}
