package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateNames;
import dev.rigel.server.concurrencylimit.Slots;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.state.Transition;
import dev.rigel.server.taskrun.TaskRun;
import dev.rigel.server.taskrun.TaskRunCache;
import dev.rigel.server.taskrun.TaskRunRepository;
import dev.rigel.server.taskrun.TaskRunState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Stores the state that a task run enters, with everything that follows from it. */
@ApplicationScoped
class TaskRunEntry {
  @Inject TaskRunRepository taskRuns;
  @Inject FlowRunRepository flowRuns;
  @Inject TaskRunCache cache;
  @Inject Slots slots;

  /** Enters, at the transition's time. */
  TaskRunState enter(Transition<TaskRun> transition) {
    var run = transition.run();
    var details = transition.proposed().stateDetails().withRuns(run.flowRunId(), run.id());
    var state =
        new TaskRunState(
            run, transition.proposed(), details, transition.now(), transition.origin());
    var isFirst = transition.from() == null;
    run.enter(state);
    if (isFirst) {
      taskRuns.insert(run);
    }
    taskRuns.add(state);
    if (state.type() != RUNNING) {
      slots.release(run.id());
    }
    return state;
  }

  /**
   * What follows where the rules have let a run pass: it takes its slots, keeps its result, and is
   * counted to its flow's attempt.
   */
  void follow(TaskRun run, TaskRunState state) {
    if (state.type() == RUNNING) {
      // the limits are locked already: they were counted for the rules
      slots.lock(run.tags()).forEach(limit -> slots.take(limit, run.id(), state.timestamp()));
      flowRuns.find(run.flowRunId()).ifPresent(flowRun -> run.runsInAttempt(flowRun.runCount()));
    }
    if (state.type() == COMPLETED
        && state.details().cacheKey() != null
        && !StateNames.CACHED.equals(state.name())) {
      cache.store(state);
    }
  }
}
