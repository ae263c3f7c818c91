package dev.rigel.server.agent;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.HeldRun;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.UUID;

/**
 * Takes runs from agents that have them no longer: one that has not begun goes back to its queue,
 * one that was running is CRASHED, or CANCELLED if that was asked for, and one that waited for a
 * retry in its process waits on for anybody. Its token is dead from then on.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class LostRuns {
  @Inject Claims claims;
  @Inject FlowRunRepository runs;
  @Inject FlowRunGate gate;
  @Inject Clock clock;

  /**
   * Takes all that an agent has, whose row is locked.
   *
   * @param why for the runs' histories, a sentence without its end
   */
  void takeAll(Agent agent, String why) {
    take(claims.of(agent.id()).stream().map(HeldRun::flowRunId).toList(), why);
  }

  /** The same for some runs that it has. */
  void take(Collection<UUID> flowRunIds, String why) {
    var taken =
        flowRunIds.stream()
            .sorted(Comparator.comparing(UUID::toString))
            .flatMap(id -> runs.lock(id).stream())
            .filter(run -> run.claimId() != null && !isOver(run))
            .toList();
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    taken.stream()
        .filter(run -> run.stateType() != StateType.SCHEDULED)
        .forEach(run -> states.put(run, after(run, why)));
    gate.enter(states);
    taken.forEach(FlowRun::takenAway);
  }

  private static boolean isOver(FlowRun run) {
    return run.stateType() == null || run.stateType().isTerminal();
  }

  private StateCreate after(FlowRun run, String why) {
    if (run.isCancelling()) {
      return StateCreate.of(
          StateType.CANCELLED,
          "Cancelled: " + why + ". Whether what ran of it has ended is not known.");
    }
    return run.stateType() == StateType.PENDING
        ? StateCreate.scheduled(due(run), "Back on its queue: " + why + " before the run began.")
        : StateCreate.of(StateType.CRASHED, "Crashed: " + why + " while the run was under way.");
  }

  /** One that was taken ahead of its time still waits for that. */
  private OffsetDateTime due(FlowRun run) {
    var now = Times.now(clock);
    var due = run.nextScheduledStartTime();
    return due == null || due.isBefore(now) ? now : due;
  }
}
