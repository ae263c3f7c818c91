package dev.rigel.engine;

import dev.rigel.contract.job.ItemCounts;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.StorableText;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunCreateBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import jakarta.batch.runtime.StepExecution;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Turns the step executions of one flow run, over all attempts, into task runs. It is shown them
 * again and again and reports what is new. What could not be reported is tried again at the next
 * look, and said once; what is refused is said, and left at that.
 */
final class StepReports {
  /** Characters of a step's name that are kept: a name is part of an index. */
  private static final int LONGEST_NAME = 500;

  /** Of a step that JBeret shows while its repository, in a database, still inserts it. */
  private static final long NO_ID = 0;

  private final UUID flowRunId;
  private final RunReporter reporter;
  private final RunLogs logs;
  private final Map<Long, Step> steps = new LinkedHashMap<>();
  private final Map<String, Integer> nextKey = new HashMap<>();
  private @Nullable String trouble;

  /** How far one step execution has been reported. */
  private static final class Step {
    @Nullable UUID taskRun;

    /** What the step was when the API wanted no task run for it. */
    @Nullable StateType refusedAs;

    boolean running;
    boolean ended;
    @Nullable ItemCounts counts;
  }

  StepReports(UUID flowRunId, RunReporter reporter, RunLogs logs) {
    this.flowRunId = flowRunId;
    this.reporter = reporter;
    this.logs = logs;
  }

  /** Counts the steps' task runs from the start again: the job is about to be restarted. */
  void beginAttempt() {
    nextKey.clear();
  }

  /**
   * Reports what has changed since the last look.
   *
   * @return whether nothing is left to be told that may be taken later
   */
  boolean observe(List<StepExecution> executions) {
    for (var execution : executions) {
      if (execution.getStepExecutionId() == NO_ID) {
        continue; // the next look knows it
      }
      var step = steps.computeIfAbsent(execution.getStepExecutionId(), id -> new Step());
      try {
        report(execution, step);
      } catch (RuntimeException e) {
        sayOnce(
            "Step '%s' not reported, tried again from now on: %s"
                .formatted(execution.getStepName(), Reason.of(e)));
        return false;
      }
    }
    trouble = null;
    return true;
  }

  private void sayOnce(String words) {
    if (!words.equals(trouble)) {
      logs.add(Level.WARNING, words);
    }
    trouble = words;
  }

  /**
   * Reports every step that has not ended as CRASHED: nobody will see its end.
   *
   * @param why the message
   */
  void giveUp(String why) {
    for (var step : steps.values()) {
      if (step.taskRun != null && !step.ended) {
        try {
          propose(step.taskRun, StateCreate.of(StateType.CRASHED, why));
          step.ended = true;
        } catch (RuntimeException e) {
          logs.add(Level.WARNING, "The end of a step was not reported: " + Reason.of(e));
        }
      }
    }
  }

  /** The task run of a step execution, if there is one yet. */
  @Nullable UUID taskRunOf(long stepExecutionId) {
    var step = steps.get(stepExecutionId);
    return step == null ? null : step.taskRun;
  }

  private void report(StepExecution execution, Step step) {
    // first the status: what is counted later belongs to a later look
    var state = BatchStates.stateOf(execution.getBatchStatus());
    var taskRun = step.taskRun == null ? newTaskRun(execution, state, step) : step.taskRun;
    if (taskRun == null) {
      return;
    }
    if (!step.running) {
      propose(taskRun, StateCreate.of(StateType.RUNNING, null));
      step.running = true;
      var started = "Step '" + execution.getStepName() + "' started";
      log(Level.INFO, execution, started, execution.getStartTime());
    }
    if (state.isTerminal() && !step.ended) {
      step.counts = StepCounts.of(execution);
      propose(taskRun, endOf(execution, state, step.counts));
      step.ended = true;
      var level = state == StateType.FAILED ? Level.SEVERE : Level.INFO;
      log(level, execution, ending(execution, state, step.counts), execution.getEndTime());
    }
  }

  /** One that was refused is tried again when the step is something else. */
  private @Nullable UUID newTaskRun(StepExecution execution, StateType state, Step step) {
    if (state == step.refusedAs) {
      return null;
    }
    var stepName = execution.getStepName();
    try {
      step.taskRun = taskRunFor(stepName);
      return step.taskRun;
    } catch (RunReporter.Refused e) {
      step.refusedAs = state;
      logs.add(Level.WARNING, "Step '" + stepName + "' gets no task run: " + e.getMessage());
      return null;
    }
  }

  /**
   * A step that runs again in a retried run continues its task run, as the reference's engine does.
   * One that has completed before (a loop, or allow-start-if-complete) cannot leave that state and
   * gets the next key.
   */
  private UUID taskRunFor(String stepName) {
    TaskRunResponse run;
    do {
      var key = nextKey.getOrDefault(stepName, 0);
      run = reporter.createTaskRun(taskRun(stepName, key));
      nextKey.put(stepName, key + 1);
    } while (run.stateType() == StateType.COMPLETED);
    return run.id();
  }

  private TaskRunCreate taskRun(String stepId, int key) {
    var stepName = StorableText.clean(stepId, LONGEST_NAME);
    return TaskRunCreateBuilder.builder()
        .state(StateCreate.of(StateType.PENDING, null))
        .name(stepName + "-" + key)
        .flowRunId(flowRunId)
        .taskKey(stepName)
        .dynamicKey(Integer.toString(key))
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(List.of())
        .taskInputs(Map.of())
        .build();
  }

  /**
   * What happened is not up for discussion: an ABORT, as after a lost answer, changes nothing, and
   * a refusal is not made better by another try.
   */
  private void propose(UUID taskRun, StateCreate state) {
    try {
      reporter.proposeTaskRunState(taskRun, StateProposal.of(state));
    } catch (RunReporter.Refused e) {
      var what = "State " + state.type() + " of task run " + taskRun;
      logs.add(Level.WARNING, what + " was refused: " + e.getMessage());
    }
  }

  private StateCreate endOf(StepExecution execution, StateType state, ItemCounts counts) {
    return StateCreateBuilder.builder()
        .type(state)
        .message(emptyToNull(message(execution, state, counts)))
        .data(Json.mapper().valueToTree(counts))
        .stateDetails(StateDetails.NONE)
        .build();
  }

  private String message(StepExecution execution, StateType state, ItemCounts counts) {
    var words = StepCounts.inWords(counts);
    if (state == StateType.FAILED) {
      var reason = logs.lastFailure().orElse("no reason was given");
      return words.isEmpty() ? reason : reason + "; " + words;
    }
    return ExitStatus.of(execution.getExitStatus(), execution.getBatchStatus())
        .map(exit -> (words.isEmpty() ? "" : words + "; ") + "exit status " + exit)
        .orElse(words);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private String ending(StepExecution execution, StateType state, ItemCounts counts) {
    var message = message(execution, state, counts);
    return "Step '%s' %s%s"
        .formatted(
            execution.getStepName(),
            state.defaultName().toLowerCase(Locale.ROOT),
            message.isEmpty() ? "" : ": " + message);
  }

  /** With the step's own time: it belongs before what the step logs, or after it. */
  private void log(Level level, StepExecution execution, String message, Date time) {
    logs.add(level, message, time, execution.getStepExecutionId());
  }
}
