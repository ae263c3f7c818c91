package dev.rigel.engine;

import dev.rigel.contract.state.StateCreate;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One execution of a run's job, which the run's thread looks at until it ends. */
final class JobAttempt {
  /** Until the next look at a job whose steps could not be reported. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Surroundings in;
  private final long execution;
  private final JobStop stop;

  /**
   * What all attempts of a run have in common.
   *
   * @param hold whose the run is
   * @param end what else may end it
   */
  record Surroundings(
      FlowRunJob job,
      JobRuntime runtime,
      RunLogs logs,
      StepReports steps,
      LogSender sender,
      HoldWatch hold,
      EndWatch end) {

    private JobAttempt begun(LongSupplier start) {
      logs.forgetFailure();
      var execution = runtime.capture().start(logs, () -> runtime.starter().start(start));
      return new JobAttempt(this, execution);
    }
  }

  private JobAttempt(Surroundings in, long execution) {
    this.in = in;
    this.execution = execution;
    this.stop = new JobStop(in.runtime, in.job.jobName(), in.logs, execution);
  }

  /**
   * Starts the job.
   *
   * @throws RuntimeException if it does not start: there is none of that name, say
   */
  static JobAttempt first(Surroundings in) {
    var parameters = in.job.jobParameters();
    return in.begun(() -> in.runtime.operator().start(in.job.jobName(), parameters));
  }

  /**
   * Restarts the job from its last checkpoint.
   *
   * @throws BatchRuntimeException if it cannot be restarted
   */
  JobAttempt next() {
    in.steps.beginAttempt();
    // always all parameters: JBeret would keep the first ones, jbatch does not
    var parameters = in.job.jobParameters();
    return in.begun(() -> in.runtime.operator().restart(execution, parameters));
  }

  /**
   * Looks at it until it has ended, and reports its steps and logs meanwhile; asks it to stop when
   * the run is to end. Once only.
   *
   * @return its end; empty if it was given up
   */
  Optional<StateCreate> watch() throws InterruptedException {
    var ends = in.runtime.ends().get();
    try {
      while (true) {
        var ended = ends.haveEnded(job());
        // the mark is set before the look, so that a record's step is known when it is sent
        var mark = in.logs.buffer().mark();
        var told = !in.hold.isOurs() || reportSteps();
        if (ended) {
          return Optional.of(end());
        }
        in.sender.sendIfDue(mark);
        if (stop.isOverdue()) {
          in.end.giveUp(in.runtime.stopDeadline().missed());
        }
        if (in.end.lastWord().isPresent()) {
          return Optional.empty();
        }
        stopIfDue();
        in.end.pause(told ? in.runtime.lookEvery() : AFTER_TROUBLE);
      }
    } catch (InterruptedException e) {
      stop.ask();
      throw e;
    } finally {
      in.runtime.capture().end(execution);
    }
  }

  private void stopIfDue() {
    if (!stop.isAsked() && in.end.isDue()) {
      in.end.stopWaiting();
      stop.ask();
    }
  }

  /** Reports what is new of its steps; whether nothing is left to be told later. */
  boolean reportSteps() {
    return in.steps.observe(steps());
  }

  /** Lets the batch runtime forget it, with those before it: the run is over. */
  void forget() {
    in.runtime.ends().get().forget(job());
  }

  private JobExecution job() {
    return in.runtime.operator().getJobExecution(execution);
  }

  private List<StepExecution> steps() {
    return in.runtime.operator().getStepExecutions(execution).stream()
        .sorted(Comparator.comparingLong(StepExecution::getStepExecutionId))
        .toList();
  }

  private StateCreate end() {
    var ended = job();
    var state = BatchStates.stateOf(ended.getBatchStatus());
    var logs = in.logs;
    var words =
        new EndMessage(ended, steps(), logs.lastFailure(), logs::isLastThrown, stop.isAsked());
    return StateCreate.of(state, words.of(state));
  }
}
