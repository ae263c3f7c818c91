package dev.rigel.engine;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.FlowRunExecution.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;

/** Proposes the states of one flow run, and logs what the server makes of them. */
final class RunStates {
  private final RunReporter reporter;
  private final RunLogs logs;
  private final LogSender sender;
  private final EndWatch end;

  RunStates(RunReporter reporter, RunLogs logs, LogSender sender, EndWatch end) {
    this.reporter = reporter;
    this.logs = logs;
    this.sender = sender;
    this.end = end;
  }

  /** Proposes RUNNING until the server says yes or no; false for no, or when the run is to end. */
  boolean enterRunning() throws InterruptedException {
    while (end.isRunWanted()) {
      var answer = proposeRunning();
      if (answer.isEmpty()) {
        return false;
      }
      switch (answer.get().status()) {
        case ACCEPT:
          return true;
        case WAIT:
          var until = System.nanoTime() + delay(answer.get()).toNanos();
          sender.send();
          end.restUntil(until);
          break;
        default:
          logs.add(Level.INFO, "Not run: " + answer.get().reason());
          return false;
      }
    }
    return false;
  }

  /** Empty if the run is to stop before there is an answer. */
  private Optional<OrchestrationResult> proposeRunning() {
    try {
      return Optional.of(propose(StateCreate.of(StateType.RUNNING, null)));
    } catch (RuntimeException e) {
      if (end.isStopRequested()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Proposes a final state again for as long as the server says to wait. */
  OrchestrationResult proposeEnd(StateCreate state) throws InterruptedException {
    while (true) {
      var answer = propose(state);
      if (answer.status() != SetStateStatus.WAIT) {
        return answer;
      }
      end.pause(delay(answer));
    }
  }

  /** Of a run that is asked to end before it has run. */
  Ending cancel() {
    logs.add(Level.INFO, "Run cancelled before it ran");
    var state = StateCreate.of(StateType.CANCELLED, "Stopped on request before it ran.");
    var answer = propose(state);
    // the reference's rules make even a cancellation wait for the scheduled time
    return answer.status() == SetStateStatus.WAIT ? force(state) : ended(answer);
  }

  /** Proposes a final state that the server's rules are not asked about. */
  Ending force(StateCreate state) {
    return ended(reporter.proposeFlowRunState(StateProposal.forced(state)));
  }

  /** Proposes a state once. */
  OrchestrationResult propose(StateCreate state) {
    return reporter.proposeFlowRunState(StateProposal.of(state));
  }

  /** What the answer to a final state means; logged. */
  Ending ended(OrchestrationResult answer) {
    var state = answer.state();
    if (answer.status() == SetStateStatus.ABORT || state == null) {
      logs.add(Level.INFO, "Final state not taken: " + answer.reason());
      return Ending.ABORTED;
    }
    var level = state.type() == StateType.FAILED ? Level.SEVERE : Level.INFO;
    logs.add(level, "Run ended " + state.name());
    return Ending.REPORTED;
  }

  /** Whether the answer to a final state is that the run waits for another try. */
  static boolean isRetry(OrchestrationResult answer) {
    var state = answer.state();
    return answer.status() == SetStateStatus.REJECT
        && state != null
        && state.type() == StateType.SCHEDULED;
  }

  private static Duration delay(OrchestrationResult answer) {
    return answer.details() instanceof ResponseDetails.Wait wait
        ? wait.delay()
        : Duration.ofSeconds(1);
  }
}
