package dev.rigel.server.agent;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes runs from whoever has them that are PENDING or RUNNING for longer than their queue allows:
 * one that has not begun goes back to its queue, one that runs is CRASHED. It does not begin anew,
 * whatever its deployment says: without a claim nothing keeps the old process from going on. Those
 * that are being cancelled are left to {@link LateCancels}.
 */
@ApplicationScoped
class OverdueRuns {
  /** In one transaction. */
  private static final int PAGE = 100;

  @Inject OverdueRunRepository overdue;
  @Inject FlowRunRepository runs;
  @Inject FlowRunGate gate;
  @Inject Wakes wakes;
  @Inject Clock clock;

  /** Takes some, in one transaction; tells whether there may be more that can be taken now. */
  @Transactional
  public boolean takePage() {
    var page = overdue.find(Times.now(clock), PAGE);
    if (page.isEmpty()) {
      return false;
    }
    var byId = page.stream().collect(Collectors.toMap(OverdueRun::id, Function.identity()));
    var states = new LinkedHashMap<FlowRun, StateCreate>();
    for (var run : runs.lockFree(byId.keySet())) {
      var why = Objects.requireNonNull(byId.get(run.id()));
      if (why.stateId().equals(run.stateId())) {
        states.put(run, after(run, why));
      }
    }
    take(states);
    return !states.isEmpty() && page.size() == PAGE;
  }

  private void take(LinkedHashMap<FlowRun, StateCreate> states) {
    var claimed = states.keySet().stream().filter(run -> run.claimId() != null).toList();
    gate.lose(states);
    states.keySet().forEach(FlowRun::takenAway);
    wakes.tell(claimed.stream().map(run -> Wake.run(run.id())).collect(Collectors.toSet()));
  }

  private StateCreate after(FlowRun run, OverdueRun why) {
    var reason =
        "it was %s for longer than the %d seconds that work queue '%s' allows."
            .formatted(run.stateName(), why.seconds(), why.queue());
    return run.stateType() == StateType.PENDING
        ? StateCreate.scheduled(Times.now(clock), "Back on its queue: " + reason)
        : StateCreate.of(StateType.CRASHED, "Crashed: " + reason);
  }
}
