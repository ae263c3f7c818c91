package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.Entered;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunListener;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.FlowRunState;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.Transition;
import dev.rigel.server.taskrun.TaskRunRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Stores the states that flow runs enter, with everything that follows from them. */
@ApplicationScoped
class FlowRunEntry {
  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunRepository taskRuns;
  @Inject TaskRunEntry taskRunEntry;
  @Inject OpenWork openWork;
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
    entered.stream()
        .filter(FlowRunEntry::hasLostItsProcess)
        .forEach(e -> endOpenWork(e, e.state().type()));
    return entered;
  }

  /**
   * Enters; the processes of those that were RUNNING are nobody's any more, whatever they enter.
   */
  List<Entered> lose(List<Transition<FlowRun>> transitions) {
    var underWay =
        transitions.stream()
            .filter(transition -> transition.from() == RUNNING)
            .map(Transition::run)
            .toList();
    var entered = enter(transitions);
    entered.stream()
        .filter(e -> underWay.contains(e.run()) && !hasLostItsProcess(e))
        .forEach(e -> endOpenWork(e, CRASHED));
    return entered;
  }

  /** As whoever has it says, or has lost it; one that nobody has claimed ends its work itself. */
  private static boolean hasLostItsProcess(Entered entered) {
    var type = entered.state().type();
    return (type == CANCELLED || type == CRASHED) && entered.run().claimId() != null;
  }

  /**
   * Nobody is left who would end it. A task run counts to the attempt that ends with it, also if it
   * had not begun: only a later one runs it.
   */
  private void endOpenWork(Entered entered, StateType type) {
    var next = entered.state().type();
    var end =
        StateCreate.of(
            type,
            "It ended with the process of its flow run, which "
                + (next.isTerminal() ? "is " + next : "begins anew")
                + ".");
    var subflows = openWork.subflows(entered.run().id());
    enter(subflows.stream().map(run -> transition(run, end)).toList());
    var attempts = new HashMap<UUID, Integer>();
    subflows.forEach(run -> attempts.put(run.id(), run.runCount()));
    attempts.put(entered.run().id(), entered.run().runCount());
    for (var run : openWork.taskRuns(attempts.keySet())) {
      run.runsInAttempt(attempts.getOrDefault(run.flowRunId(), 0));
      taskRunEntry.enter(transition(run, end));
    }
  }

  private <R extends Run> Transition<R> transition(R run, StateCreate state) {
    return new Transition<>(run, state, run.nextTimestamp(Times.now(clock)));
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
    run.enter(state);
    if (isFirst) {
      flowRuns.insert(run);
    }
    flowRuns.add(state);
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
