package dev.rigel.engine;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.RunHold.Standing;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.StepExecution;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;

/**
 * One flow run, executed. It proposes RUNNING, starts the job, looks at it until it ends, and
 * proposes the end; when the server answers with a retry it waits and restarts the job from its
 * last checkpoint. Now and then it asks whether the run is still its own, and stops the job if not;
 * of a run that somebody else may have it then reports nothing more, of one that was merely ended
 * its steps. A job that does not stop in time is given up. Everything is reported from the thread
 * that calls {@link #run}.
 */
public final class FlowRunExecution {
  /** How often, at the end, logs are offered to a server that takes none. */
  private static final int LAST_TRIES = 6;

  /** As often as an agent polls. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  /** Until the next look at a job whose steps could not be reported. */
  private static final Duration BEHIND = Duration.ofSeconds(1);

  private final FlowRunJob job;
  private final JobRuntime runtime;
  private final RunReporter reporter;
  private final RunLogs logs;
  private final Semaphore wakeUps = new Semaphore(0);
  private final StepReports steps;
  private final Duration askEvery;
  private final LogSender sender;
  private long lastAsked = System.nanoTime();
  private Standing standing = Standing.OURS;
  private volatile boolean stopRequested;
  private volatile String lastWord;

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
    this.askEvery = askEvery;
    this.job = job;
    this.runtime = runtime;
    this.reporter = reporter;
    this.logs = logs;
    this.steps = new StepReports(job.flowRunId(), reporter, logs);
    this.sender = new LogSender(job.flowRunId(), logs, steps::taskRunOf, reporter);
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
    logs.buffer().beginTaking(wakeUps::release);
    var tries = 1;
    try {
      var ending = attemptsOrCrash();
      tries = LAST_TRIES;
      return ending;
    } finally {
      sendLastLogs(tries);
    }
  }

  private Ending attemptsOrCrash() throws InterruptedException {
    try {
      return attempts();
    } catch (BatchRuntimeException | Error e) {
      return crashed(e);
    }
  }

  private void sendLastLogs(int tries) throws InterruptedException {
    try {
      for (var i = 1; !sender.send() && i < tries; i++) {
        TimeUnit.NANOSECONDS.sleep(askEvery.toNanos());
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
    stopRequested = true;
    reporter.stopWaiting();
    wakeUps.release();
  }

  /**
   * Gives the job up, from any thread: its JVM is about to end. A job that runs is reported
   * CRASHED.
   *
   * @param why the message
   */
  public void giveUp(String why) {
    lastWord = why;
    stop();
  }

  private Ending attempts() throws InterruptedException {
    if (!enterRunning()) {
      return notRun();
    }
    long execution;
    try {
      var parameters = job.jobParameters();
      execution = start(parameters);
    } catch (RuntimeException e) {
      return notStarted(e);
    }
    while (true) {
      var end = watch(execution);
      if (end.isEmpty()) {
        return givenUp();
      }
      if (standing != Standing.OURS) {
        // it may have been sent back to its queue since: this end is not that of the new try
        return letGo(execution);
      }
      var answer = proposeEnd(end.get());
      if (answer.status() == SetStateStatus.ABORT) {
        letGo(execution);
        return ended(answer);
      }
      // in an outage the step's end may have found no patience, and the run's did
      steps.observe(stepsOf(execution));
      if (!isRetry(answer)) {
        return ended(answer);
      }
      if (JobXml.of(job.jobName()).forbidsRestart()) {
        return notTriedAgain(end.get(), "the job's XML says restartable=\"false\".");
      }
      logs.add(Level.INFO, "Run failed and will be tried again");
      if (!enterRunning()) {
        return notRun();
      }
      try {
        execution = restart(execution);
      } catch (BatchRuntimeException e) {
        return notTriedAgain(end.get(), Reason.of(e));
      }
    }
  }

  /** Ends the steps of a run that nobody has; another one's are not touched. */
  private Ending letGo(long execution) {
    if (look() != Standing.OTHERS) {
      steps.observe(stepsOf(execution));
    }
    return Ending.ABORTED;
  }

  private Ending notRun() {
    if (lastWord != null) {
      return Ending.GIVEN_UP;
    }
    return stopRequested ? cancelled() : Ending.ABORTED;
  }

  /** Proposes RUNNING until the server says yes or no; false for no, or when asked to stop. */
  private boolean enterRunning() throws InterruptedException {
    while (!stopRequested && standing == Standing.OURS) {
      var answer = proposeRunning();
      if (answer.isEmpty()) {
        return false;
      }
      switch (answer.get().status()) {
        case ACCEPT:
          return true;
        case WAIT:
          sender.send();
          rest(delay(answer.get()));
          break;
        default:
          logs.add(Level.INFO, "Not run: " + reason(answer.get()));
          return false;
      }
    }
    return false;
  }

  /** Empty if the run is to stop before there is an answer. */
  private Optional<OrchestrationResult> proposeRunning() {
    try {
      return Optional.of(propose(StateProposal.of(StateCreate.of(StateType.RUNNING, null))));
    } catch (RuntimeException e) {
      if (stopRequested) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private long start(Properties parameters) {
    logs.forgetFailure();
    return started(() -> runtime.operator().start(job.jobName(), parameters));
  }

  private long restart(long failed) {
    logs.forgetFailure();
    steps.beginAttempt();
    // always all parameters: JBeret would keep the first ones, jbatch does not
    var parameters = job.jobParameters();
    return started(() -> runtime.operator().restart(failed, parameters));
  }

  private long started(LongSupplier start) {
    return runtime.capture().start(logs, () -> runtime.starter().start(start));
  }

  private Ending notStarted(RuntimeException e) {
    var xml = JobXml.of(job.jobName());
    var why =
        xml.missing().orElseGet(() -> Reason.of(e) + xml.fault().map("; "::concat).orElse(""));
    logs.add(Level.SEVERE, "Job '" + job.jobName() + "' could not be started: " + why);
    var message = "Flow could not be retrieved from deployment. " + why;
    return ended(propose(StateProposal.forced(StateCreate.of(StateType.FAILED, message))));
  }

  /** The server has planned another try, which cannot be made: the failure is the end after all. */
  private Ending notTriedAgain(StateCreate failure, String why) {
    var separator = failure.message().endsWith(".") ? " " : ". ";
    var message = failure.message() + separator + "Not tried again: " + why;
    return ended(propose(StateProposal.forced(StateCreate.of(StateType.FAILED, message))));
  }

  private Ending crashed(Throwable e) {
    var why = "Execution was interrupted by an unexpected error: " + Reason.of(e);
    logs.add(Level.SEVERE, why);
    if (look() != Standing.OTHERS) {
      steps.giveUp(why);
    }
    return ended(propose(StateProposal.forced(StateCreate.of(StateType.CRASHED, why))));
  }

  /** The job goes on, or its JVM ends under it. An end from outside stays what it is. */
  private Ending givenUp() {
    logs.add(Level.SEVERE, lastWord);
    if (look() != Standing.OTHERS) {
      steps.giveUp(lastWord);
    }
    if (standing == Standing.OURS) {
      propose(StateProposal.of(StateCreate.of(StateType.CRASHED, lastWord)));
      steps.giveUp(lastWord);
    }
    return Ending.GIVEN_UP;
  }

  /**
   * Looks at an execution until it has ended, and reports its steps and logs meanwhile.
   *
   * @return its end; empty if it was given up
   */
  private Optional<StateCreate> watch(long execution) throws InterruptedException {
    var ends = runtime.ends().get();
    var stop = new JobStop(runtime, job.jobName(), logs, execution);
    try {
      while (true) {
        var ended = ends.haveEnded(runtime.operator().getJobExecution(execution));
        // the mark is set before the look, so that a record's step is known when it is sent
        var mark = logs.buffer().mark();
        var told = standing != Standing.OURS || steps.observe(stepsOf(execution));
        if (ended) {
          return Optional.of(endOf(execution, stop.isAsked()));
        }
        sender.sendIfDue(mark);
        if (stop.isOverdue()) {
          lastWord = runtime.stopDeadline().missed();
        }
        if (lastWord != null) {
          return Optional.empty();
        }
        if (!stop.isAsked() && (stopRequested || isLost())) {
          reporter.stopWaiting();
          stop.ask();
        }
        pause(told ? runtime.lookEvery() : BEHIND);
      }
    } catch (InterruptedException e) {
      stop.ask();
      throw e;
    } finally {
      runtime.capture().end(execution);
    }
  }

  /** Cancelled by hand, say, or by the next run of its schedule; or sent back to its queue. */
  private boolean isLost() {
    if (standing == Standing.OURS && System.nanoTime() - lastAsked >= askEvery.toNanos()) {
      look();
    }
    return standing != Standing.OURS;
  }

  /** Asks whose the run is; if that cannot be known now, it is whose it was. */
  private Standing look() {
    lastAsked = System.nanoTime();
    try {
      var now = standing == Standing.OTHERS ? standing : reporter.standing();
      if (now != standing) {
        logs.add(Level.INFO, now.words());
      }
      standing = now;
    } catch (RuntimeException e) {
      logs.add(Level.FINE, "Not known whether the run is still wanted: " + Reason.of(e));
    }
    return standing;
  }

  private List<StepExecution> stepsOf(long execution) {
    return runtime.operator().getStepExecutions(execution).stream()
        .sorted(Comparator.comparingLong(StepExecution::getStepExecutionId))
        .toList();
  }

  private StateCreate endOf(long execution, boolean stopAsked) {
    var ended = runtime.operator().getJobExecution(execution);
    var state = BatchStates.stateOf(ended.getBatchStatus());
    var words =
        new EndMessage(
            ended, stepsOf(execution), logs.lastFailure(), logs::isLastThrown, stopAsked);
    return StateCreate.of(state, words.of(state));
  }

  /** Offers a final state again for as long as the server says to wait. */
  private OrchestrationResult proposeEnd(StateCreate state) throws InterruptedException {
    while (true) {
      var answer = propose(StateProposal.of(state));
      if (answer.status() != SetStateStatus.WAIT) {
        return answer;
      }
      pause(delay(answer));
    }
  }

  private Ending cancelled() {
    logs.add(Level.INFO, "Run cancelled before it ran");
    var state = StateCreate.of(StateType.CANCELLED, "Stopped on request before it ran.");
    var answer = propose(StateProposal.of(state));
    // the reference's rules make even a cancellation wait for the scheduled time
    return ended(
        answer.status() == SetStateStatus.WAIT ? propose(StateProposal.forced(state)) : answer);
  }

  private Ending ended(OrchestrationResult answer) {
    if (answer.status() == SetStateStatus.ABORT) {
      logs.add(Level.INFO, "Final state not taken: " + reason(answer));
      return Ending.ABORTED;
    }
    var level = answer.state().type() == StateType.FAILED ? Level.SEVERE : Level.INFO;
    logs.add(level, "Run ended " + answer.state().name());
    return Ending.REPORTED;
  }

  private OrchestrationResult propose(StateProposal proposal) {
    return reporter.proposeFlowRunState(proposal);
  }

  private static boolean isRetry(OrchestrationResult answer) {
    return answer.status() == SetStateStatus.REJECT && answer.state().type() == StateType.SCHEDULED;
  }

  private static Duration delay(OrchestrationResult answer) {
    return answer.details() instanceof ResponseDetails.Wait wait
        ? Duration.ofSeconds(wait.delaySeconds())
        : Duration.ofSeconds(1);
  }

  private static String reason(OrchestrationResult answer) {
    var reason = answer.details() == null ? null : answer.details().reason();
    return reason == null ? "the server answered " + answer.status() : reason;
  }

  /** Waits for a retry, say; not longer than until the run is wanted no more. */
  private void rest(Duration time) throws InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    var left = time;
    while (!stopRequested && left.toNanos() > 0 && !isLost()) {
      pause(left.compareTo(askEvery) < 0 ? left : askEvery);
      left = Duration.ofNanos(end - System.nanoTime());
    }
  }

  /** Sleeps, but not longer than until someone asks to stop. */
  private void pause(Duration atMost) throws InterruptedException {
    if (wakeUps.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      wakeUps.drainPermits();
    }
  }
}
