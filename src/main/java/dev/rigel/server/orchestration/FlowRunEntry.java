package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.SCHEDULED;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunListener;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.FlowRunState;
import dev.rigel.server.taskrun.TaskRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;

/** Stores the state that a flow run enters, with everything that follows from it. */
@ApplicationScoped
public class FlowRunEntry {
  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;
  @Inject TaskRunEntry taskRunEntry;
  @Inject Slots slots;
  @Inject Instance<FlowRunListener> listeners;

  /**
   * Enters.
   *
   * @param told whether that is all; else listeners do not hear of it, as of a first state, and
   *     slots stay taken until {@link #settle}
   */
  FlowRunState enter(Transition<FlowRun> transition, boolean told) {
    var run = transition.run();
    var details = transition.proposed().stateDetails().withRuns(run.id(), run.parentTaskRunId());
    var state =
        new FlowRunState(
            run, transition.proposed(), details, transition.now(), transition.origin());
    flowRuns.add(state);
    run.enter(state);
    mirrorToParent(run, state);
    if (told) {
      releaseSlots(Map.of(run, state));
      listeners.forEach(listener -> listener.entered(run, state));
    }
    return state;
  }

  /** All that follows where runs have entered untold. */
  void settle(Map<FlowRun, FlowRunState> entered) {
    releaseSlots(entered);
    listeners.forEach(listener -> listener.enteredAll(entered));
  }

  private void releaseSlots(Map<FlowRun, FlowRunState> entered) {
    slots.releaseOfFlowRuns(
        entered.entrySet().stream()
            .filter(entry -> entry.getValue().type().isTerminal())
            .map(entry -> entry.getKey().id())
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
                  new StateCreate(
                      state.type(),
                      state.name(),
                      state.message(),
                      state.data(),
                      state.details().withChild(run.id()),
                      null,
                      null);
              taskRunEntry.enter(
                  new Transition<>(parent, copy, parent.nextTimestamp(state.timestamp())), false);
            });
  }

  /** For clients before 0.8.3, which leave that to the server. */
  void retryFailedTasks(FlowRun run, StateDetails retry) {
    for (var task : taskRuns.ofFlowRun(run.id())) {
      if (task.stateType() == FAILED) {
        task.startOver();
        var state =
            new StateCreate(
                SCHEDULED,
                "AwaitingRetry",
                null,
                null,
                StateDetails.scheduledFor(retry.scheduledTime()),
                null,
                null);
        taskRunEntry.enter(
            new Transition<>(task, state, task.nextTimestamp(run.stateTimestamp())), false);
      }
    }
  }
}
