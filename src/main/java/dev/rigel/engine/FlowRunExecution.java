package dev.rigel.engine;

import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import jakarta.batch.operations.BatchRuntimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * One flow run, executed. It proposes RUNNING ({@link RunStates}), starts the job, looks at it
 * until it ends ({@link JobAttempt}), and proposes the end; when the server answers with a retry it
 * waits and restarts the job from its last checkpoint. Now and then it asks whether the run is
 * still its own ({@link HoldWatch}), and stops the job if not; of a run that another engine may
 * have it then reports nothing more, of one that was merely ended its steps. A job that does not
 * stop in time is given up. Everything is reported from the thread that calls {@link #run}.
 */
public final class FlowRunExecution {
  /** How often, at the end, logs are offered to a server that takes none. */
  private static final int LAST_TRIES = 6;

  /** As often as an agent polls. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  private final FlowRunJob job;
  private final RunLogs logs;
  private final StepReports steps;
  private final LogSender sender;
  private final HoldWatch hold;
  private final EndWatch end;
  private final RunStates states;
  private final JobAttempt.Surroundings surroundings;
  private @Nullable JobAttempt attempt;

  /** How it went, as far as the server is concerned. */
  public enum Ending {
    /** A final state was stored. */
    REPORTED,
    /** The server wanted no more of this run; it holds whatever state it holds. */
    ABORTED,
    /** Reported CRASHED, as far as the server took that; the job may go on in its thread. */
    GIVEN_UP
  }

  /** Prepares the run; nothing happens before {@link #run}. */
  public FlowRunExecution(FlowRunJob job, JobRuntime runtime, RunReporter reporter, RunLogs logs) {
    this(job, runtime, reporter, logs, ASK_EVERY);
  }

  FlowRunExecution(
      FlowRunJob job, JobRuntime runtime, RunReporter reporter, RunLogs logs, Duration askEvery) {
    this.job = job;
    this.logs = logs;
    this.steps = new StepReports(job.flowRunId(), reporter, logs);
    this.sender = new LogSender(job.flowRunId(), logs, steps::taskRunOf, reporter);
    this.hold = new HoldWatch(reporter, logs, askEvery);
    this.end = new EndWatch(reporter, hold);
    this.states = new RunStates(reporter, logs, sender, end);
    var journal = new JobJournal(reporter, logs, hold);
    this.surroundings =
        new JobAttempt.Surroundings(
            job,
            runtime,
            runtime.executions().apply(journal),
            journal,
            logs,
            steps,
            sender,
            hold,
            end);
  }

  /**
   * Runs to the end. Once only.
   *
   * @throws InterruptedException if the thread was interrupted; the job is told to stop, the run's
   *     state stays as it is
   * @throws RuntimeException if a state could not be reported; what breaks in the batch runtime,
   *     and any {@link Error}, is reported as CRASHED
   */
  public Ending run() throws InterruptedException {
    logs.buffer().beginTaking(end::wake);
    var tries = 1;
    try {
      var ending = attemptsOrCrash();
      tries = LAST_TRIES;
      return ending;
    } finally {
      sendLastLogs(tries);
    }
  }

  private void sendLastLogs(int tries) throws InterruptedException {
    try {
      for (var i = 1; !sender.send() && i < tries; i++) {
        TimeUnit.NANOSECONDS.sleep(hold.askEvery().toNanos());
      }
    } finally {
      logs.buffer().endTaking();
    }
  }

  /**
   * Asks for the end, from any thread: a running job is stopped at its next chance, a waiting run
   * does not start; either is reported CANCELLED.
   */
  public void stop() {
    end.stop();
  }

  /**
   * Gives the job up, from any thread: its JVM is about to end. A job that runs is reported
   * CRASHED.
   *
   * @param why the message
   */
  public void giveUp(String why) {
    end.giveUp(why);
  }

  private Ending attemptsOrCrash() throws InterruptedException {
    try {
      return states.enterRunning() ? attempts() : notRun();
    } catch (BatchRuntimeException | Error e) {
      return crashed(e);
    }
  }

  private Ending attempts() throws InterruptedException {
    try {
      attempt = JobAttempt.first(surroundings);
    } catch (RunReporter.Refused e) {
      return notOurs(e);
    } catch (Executions.CannotGoOn e) {
      return cannotGoOn(e);
    } catch (RuntimeException e) {
      return notStarted(e);
    }
    var ending = Optional.<Ending>empty();
    while (ending.isEmpty()) {
      ending = endOf(Objects.requireNonNull(attempt));
    }
    return ending.get();
  }

  /** Empty if the next attempt has begun. */
  private Optional<Ending> endOf(JobAttempt attempt) throws InterruptedException {
    var jobEnd = attempt.watch();
    if (jobEnd.isEmpty()) {
      return Optional.of(givenUp());
    }
    if (!hold.isOurs()) {
      // it may have been sent back to its queue since: this end is not that of the new try
      letGo(attempt);
      return Optional.of(Ending.ABORTED);
    }
    var answer = states.proposeEnd(jobEnd.get());
    if (answer.status() == SetStateStatus.ABORT) {
      letGo(attempt);
      return Optional.of(states.ended(answer));
    }
    // in an outage the step's end may have found no patience, and the run's did
    attempt.reportSteps();
    return RunStates.isRetry(answer)
        ? retry(attempt, jobEnd.get())
        : Optional.of(states.ended(answer));
  }

  private Optional<Ending> retry(JobAttempt failed, StateCreate failure)
      throws InterruptedException {
    if (JobXml.of(job.jobName()).forbidsRestart()) {
      return Optional.of(notTriedAgain(failure, "the job's XML says restartable=\"false\"."));
    }
    logs.add(Level.INFO, "Run failed and will be tried again");
    if (!states.enterRunning()) {
      return Optional.of(notRun());
    }
    try {
      attempt = failed.next();
      return Optional.empty();
    } catch (RunReporter.Refused e) {
      return Optional.of(notOurs(e));
    } catch (BatchRuntimeException e) {
      return Optional.of(notTriedAgain(failure, Reason.of(e)));
    }
  }

  private Ending notRun() {
    if (end.lastWord().isPresent()) {
      return Ending.GIVEN_UP;
    }
    return end.isStopRequested() ? states.cancel() : Ending.ABORTED;
  }

  private Ending notStarted(RuntimeException e) {
    var xml = JobXml.of(job.jobName());
    var why =
        xml.missing().orElseGet(() -> Reason.of(e) + xml.fault().map("; "::concat).orElse(""));
    logs.add(Level.SEVERE, "Job '" + job.jobName() + "' could not be started: " + why);
    var message = "Flow could not be retrieved from deployment. " + why;
    return states.force(StateCreate.of(StateType.FAILED, message));
  }

  /** The run was taken from this process, which has nothing more to say of it. */
  private Ending notOurs(RunReporter.Refused e) {
    logs.add(Level.WARNING, "Not run: " + e.getMessage());
    return Ending.ABORTED;
  }

  private Ending cannotGoOn(Executions.CannotGoOn e) {
    var message =
        "Not gone on where the last attempt ended: %s. `rigel flow-run retry %s --from-start` begins with the first step."
            .formatted(e.getMessage(), job.flowRunId());
    logs.add(Level.SEVERE, message);
    return states.force(StateCreate.of(StateType.FAILED, message));
  }

  /** The server has planned another try, which cannot be made: the failure is the end after all. */
  private Ending notTriedAgain(StateCreate failure, String why) {
    var words = Objects.requireNonNullElse(failure.message(), "Job failed.");
    var separator = words.endsWith(".") ? " " : ". ";
    var message = words + separator + "Not tried again: " + why;
    return states.force(StateCreate.of(StateType.FAILED, message));
  }

  /** Ends the steps of a run that no engine has; another one's are not touched. */
  private void letGo(JobAttempt attempt) {
    if (!hold.isOthers()) {
      attempt.reportSteps();
    }
  }

  private Ending crashed(Throwable e) {
    var why = "Execution was interrupted by an unexpected error: " + Reason.of(e);
    abandonSteps(why);
    return states.force(StateCreate.of(StateType.CRASHED, why));
  }

  /** The job goes on, or its JVM ends under it. An end from outside stays what it is. */
  private Ending givenUp() {
    var why = end.lastWord().orElseThrow();
    abandonSteps(why);
    if (hold.isOurs()) {
      states.propose(StateCreate.of(StateType.CRASHED, why));
      steps.giveUp(why);
    }
    return Ending.GIVEN_UP;
  }

  private void abandonSteps(String why) {
    logs.add(Level.SEVERE, why);
    if (!hold.isOthers()) {
      steps.giveUp(why);
    }
  }
}
