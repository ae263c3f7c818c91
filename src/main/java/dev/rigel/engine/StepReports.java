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
import dev.rigel.engine.Executions.Partition;
import jakarta.batch.runtime.StepExecution;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the step executions of one flow run, over all attempts, into task runs. It is shown them
 * again and again and reports what is new. What could not be reported is tried again at the next
 * look, and said once; what is refused is said, and left at that.
 */
final class StepReports {
  /** Characters of a step's name that are kept: a name is part of an index. */
  private static final int LONGEST_NAME = 500;

  /** Partitions of a step that get task runs: each costs three calls. Their sums are the step's. */
  private static final int MOST_PARTITIONS = 100;

  /** Of a step that JBeret shows while its repository, in a database, still inserts it. */
  private static final long NO_ID = 0;

  private final UUID flowRunId;
  private final RunReporter reporter;
  private final RunLogs logs;
  private final Map<Key, Step> steps = new LinkedHashMap<>();
  private final Map<String, Integer> nextKey = new HashMap<>();
  private @Nullable String trouble;

  /** A step execution, or a partition of it. */
  private record Key(long execution, @Nullable Integer partition) {}

  /** What a look has seen of one. */
  private record Seen(StepExecution execution, @Nullable Integer partition) {
    Key key() {
      return new Key(execution.getStepExecutionId(), partition);
    }

    /** Of its task runs: {@code copy}, and of a partition {@code copy[3]}. */
    String name() {
      return partition == null
          ? execution.getStepName()
          : execution.getStepName() + "[" + partition + "]";
    }
  }

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
   * @param partitions gives those of a step that have begun
   * @return whether nothing is left to be told that may be taken later
   */
  boolean observe(
      List<StepExecution> executions, Function<StepExecution, List<Partition>> partitions) {
    for (var execution : executions) {
      if (execution.getStepExecutionId() == NO_ID) {
        continue; // the next look knows it
      }
      var seen =
          Stream.concat(
              Stream.of(new Seen(execution, null)),
              partitions.apply(execution).stream()
                  .filter(one -> one.number() < MOST_PARTITIONS)
                  .map(one -> new Seen(one.execution(), one.number())));
      if (!seen.allMatch(this::isTold)) {
        return false;
      }
    }
    trouble = null;
    return true;
  }

  private boolean isTold(Seen seen) {
    try {
      report(seen, steps.computeIfAbsent(seen.key(), id -> new Step()));
      return true;
    } catch (RuntimeException e) {
      sayOnce(
          "Step '%s' not reported, tried again from now on: %s"
              .formatted(seen.name(), Reason.of(e)));
      return false;
    }
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
    var step = steps.get(new Key(stepExecutionId, null));
    return step == null ? null : step.taskRun;
  }

  private void report(Seen seen, Step step) {
    var execution = seen.execution();
    // first the status: what is counted later belongs to a later look
    var state = BatchStates.stateOf(execution.getBatchStatus());
    var taskRun = step.taskRun == null ? newTaskRun(seen.name(), state, step) : step.taskRun;
    if (taskRun == null) {
      return;
    }
    if (!step.running) {
      propose(taskRun, StateCreate.of(StateType.RUNNING, null));
      step.running = true;
      log(Level.INFO, seen, "started", execution.getStartTime());
    }
    if (state.isTerminal() && !step.ended) {
      step.counts = StepCounts.of(execution);
      propose(taskRun, endOf(execution, state, step.counts));
      step.ended = true;
      var level = state == StateType.FAILED ? Level.SEVERE : Level.INFO;
      log(level, seen, ending(execution, state, step.counts), execution.getEndTime());
    }
  }

  /** One that was refused is tried again when the step is something else. */
  private @Nullable UUID newTaskRun(String name, StateType state, Step step) {
    if (state == step.refusedAs) {
      return null;
    }
    try {
      step.taskRun = taskRunFor(name);
      return step.taskRun;
    } catch (RunReporter.Refused e) {
      step.refusedAs = state;
      logs.add(Level.WARNING, "Step '" + name + "' gets no task run: " + e.getMessage());
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
    return state.defaultName().toLowerCase(Locale.ROOT) + (message.isEmpty() ? "" : ": " + message);
  }

  /**
   * With the step's own time: it belongs before what the step logs, or after it. Partitions have
   * their task runs, and no lines.
   */
  private void log(Level level, Seen seen, String what, Date time) {
    if (seen.partition() == null) {
      var words = "Step '%s' %s".formatted(seen.name(), what);
      logs.add(level, words, time, seen.execution().getStepExecutionId());
    }
  }
}
