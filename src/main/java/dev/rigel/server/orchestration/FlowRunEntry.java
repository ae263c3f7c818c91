package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.FAILED;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateNames;
import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.Entered;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunListener;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.FlowRunState;
import dev.rigel.server.state.Transition;
import dev.rigel.server.taskrun.TaskRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Stores the states that flow runs enter, with everything that follows from them. */
@ApplicationScoped
class FlowRunEntry {
  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;
  @Inject TaskRunEntry taskRunEntry;
  @Inject Slots slots;
  @Inject Instance<FlowRunListener> listeners;
  @Inject Clock clock;

  /** Enters, in this order; what follows by other statements comes when all have entered. */
  List<Entered> enter(List<Transition<FlowRun>> transitions) {
    if (transitions.isEmpty()) {
      return List.of();
    }
    var entered = transitions.stream().map(this::enter).toList();
    releaseSlots(entered);
    listeners.forEach(listener -> listener.entered(entered));
    return entered;
  }

  /**
   * At the time of now: judging may have waited for the lock of a queue or a deployment, and a
   * state that got its place when another one ended does not begin before that end.
   */
  private Entered enter(Transition<FlowRun> transition) {
    var run = transition.run();
    var isFirst = transition.from() == null;
    var details = transition.proposed().stateDetails().withRuns(run.id(), run.parentTaskRunId());
    var time = run.nextTimestamp(Times.now(clock));
    var state = new FlowRunState(run, transition.proposed(), details, time, transition.origin());
    flowRuns.add(state);
    run.enter(state);
    mirrorToParent(run, state);
    return new Entered(run, state, isFirst);
  }

  private void releaseSlots(List<Entered> entered) {
    slots.releaseOfFlowRuns(
        entered.stream()
            .filter(e -> e.state().type().isTerminal() && !e.isFirst())
            .map(e -> e.run().id())
            .toList());
  }

  /** The task run that stands for a subflow in its parent goes through the same states. */
  private void mirrorToParent(FlowRun run, FlowRunState state) {
    if (run.parentTaskRunId() == null) {
      return;
    }
    taskRuns
        .lock(run.parentTaskRunId())
        .ifPresent(
            parent -> {
              var copy =
                  StateCreateBuilder.builder(state.copy())
                      .stateDetails(state.details().withChild(run.id()))
                      .build();
              taskRunEntry.enter(
                  new Transition<>(parent, copy, parent.nextTimestamp(state.timestamp())));
            });
  }

  /** For clients before 0.8.3, which leave that to the server. */
  void retryFailedTasks(FlowRun run, StateDetails retry) {
    for (var task : taskRuns.ofFlowRun(run.id())) {
      if (task.stateType() == FAILED) {
        task.startOver();
        var state = StateCreate.scheduledAs(StateNames.AWAITING_RETRY, retry.scheduledTime());
        taskRunEntry.enter(
            new Transition<>(
                task, state, task.nextTimestamp(Objects.requireNonNull(run.stateTimestamp()))));
      }
    }
  }
}
