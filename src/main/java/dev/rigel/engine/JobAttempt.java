package dev.rigel.engine;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.state.StateCreate;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;

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
   * @param executions the job's in the batch runtime
   * @param journal what is recorded of them
   * @param hold whose the run is
   * @param end what else may end it
   */
  record Surroundings(
      FlowRunJob job,
      JobRuntime runtime,
      Executions executions,
      JobJournal journal,
      RunLogs logs,
      StepReports steps,
      LogSender sender,
      HoldWatch hold,
      EndWatch end) {

    private JobAttemptCreate attempt() {
      var name = job.jobName();
      return new JobAttemptCreate(name, JobXml.of(name).digest().orElse(null));
    }

    private JobAttempt begun(LongSupplier start) {
      logs.forgetFailure();
      var execution = runtime.capture().start(logs, () -> runtime.starter().start(start));
      executions.began(execution);
      return new JobAttempt(this, execution);
    }
  }

  private JobAttempt(Surroundings in, long execution) {
    this.in = in;
    this.execution = execution;
    this.stop =
        new JobStop(in.runtime, in.executions.operator(), in.job.jobName(), in.logs, execution);
  }

  /**
   * Starts the job, or goes on where an earlier process ended, if anything is recorded of that.
   *
   * @throws RunReporter.Refused if the run is another process's
   * @throws Executions.CannotGoOn if it would have to go on and cannot
   * @throws RuntimeException if it does not start: there is none of that name, say
   */
  static JobAttempt first(Surroundings in) {
    var attempt = in.attempt();
    var recorded = in.journal.begin(attempt);
    var earlier =
        recorded
            .map(record -> in.executions.earlier(record, in.job))
            .orElseGet(OptionalLong::empty);
    var operator = in.executions.operator();
    var parameters = in.job.jobParameters(in.journal.attempt());
    if (earlier.isEmpty()) {
      return in.begun(() -> operator.start(in.job.jobName(), parameters));
    }
    if (JobXml.of(in.job.jobName()).forbidsRestart()) {
      throw new Executions.CannotGoOn("the job's XML says restartable=\"false\"");
    }
    if (recorded.filter(record -> isOfAnotherXml(record, attempt)).isPresent()) {
      in.logs.add(Level.WARNING, "The job's XML has changed since the attempt before");
    }
    in.logs.add(
        Level.INFO,
        "Attempt %d of the job goes on where the one before ended".formatted(in.journal.attempt()));
    return in.begun(() -> operator.restart(earlier.getAsLong(), parameters));
  }

  private static boolean isOfAnotherXml(JobRecord record, JobAttemptCreate attempt) {
    return record.jobXmlDigest() != null && !record.jobXmlDigest().equals(attempt.jobXmlDigest());
  }

  /**
   * Restarts the job from its last checkpoint.
   *
   * @throws RunReporter.Refused if the run is another process's
   * @throws BatchRuntimeException if it cannot be restarted
   */
  JobAttempt next() {
    in.steps.beginAttempt();
    in.journal.begin(in.attempt());
    // always all parameters: JBeret would keep the first ones, jbatch does not
    var parameters = in.job.jobParameters(in.journal.attempt());
    return in.begun(() -> in.executions.operator().restart(execution, parameters));
  }

  /**
   * Looks at it until it has ended, and reports its steps and logs meanwhile; asks it to stop when
   * the run is to end. Once only.
   *
   * @return its end; empty if it was given up
   */
  Optional<StateCreate> watch() throws InterruptedException {
    var ends = in.executions.ends();
    try {
      while (true) {
        var ended = ends.haveEnded(job());
        // the mark is set before the look, so that a record's step is known when it is sent
        var mark = in.logs.buffer().mark();
        var told = !in.hold.isOurs() || reportSteps();
        if (ended) {
          in.executions.ended(job());
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
    return in.steps.observe(steps(), in.executions::partitions);
  }

  private JobExecution job() {
    return in.executions.operator().getJobExecution(execution);
  }

  private List<StepExecution> steps() {
    return in.executions.operator().getStepExecutions(execution).stream()
        .sorted(Comparator.comparingLong(StepExecution::getStepExecutionId))
        .toList();
  }

  private StateCreate end() {
    var ended = job();
    var state = BatchStates.stateOf(ended.getBatchStatus());
    var logs = in.logs;
    var words =
        new EndMessage(
            ended,
            steps(),
            logs.lastFailure(),
            logs::isLastThrown,
            stop.isAsked(),
            in.journal.isKept());
    return StateCreate.of(state, words.of(state));
  }
}
