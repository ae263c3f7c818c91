package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run in the agent's hands: taken, started, watched to its end, and its death reported.
 * Whatever breaks here, an {@link Error} too, ends as a state of the run.
 */
final class Submission implements Runnable {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final String NO_INFRASTRUCTURE =
      "Failed to get infrastructure for flow run ''{0}''. {1}";

  private final Assignment run;
  private final RunStates states;
  private final Workbench workbench;
  private final Places.Place place;
  private volatile boolean claims;
  private volatile @Nullable EndReason ending;
  private @Nullable StartedRun started;

  Submission(Assignment run, RunStates states, Workbench workbench, Places.Place place) {
    this.run = run;
    this.states = states.whileOwn(() -> !isRevoked());
    this.workbench = workbench;
    this.place = place;
  }

  @Override
  public void run() {
    try {
      if (isTaken()) {
        submit();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The agent broke on flow run '" + id() + "'; it is reported crashed", e);
      crash("Execution was interrupted by an error: " + Reason.of(e));
      end(EndReason.AGENT_STOPS);
    } finally {
      place.leave();
    }
  }

  private boolean isTaken() throws InterruptedException {
    claims = true;
    try {
      return states.take(run.flowRun(), place);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The agent broke on taking flow run '" + id() + "'", e);
      states.giveBack(run.flowRun());
      return false;
    } finally {
      claims = false;
    }
  }

  private void submit() throws InterruptedException {
    Infrastructure infrastructure;
    try {
      infrastructure =
          workbench
              .stopping()
              .patience()
              .call(() -> workbench.infrastructures().apply(run), this::tell);
    } catch (RuntimeException e) {
      if (e instanceof ApiException api && api.isOutage()) {
        notStarted(); // the agent stops before the server could be asked
        return;
      }
      tell(e);
      fail(e);
      return;
    }
    if (start(infrastructure)) {
      watch(Objects.requireNonNull(started));
    }
  }

  private void tell(RuntimeException e) {
    LOG.log(Level.ERROR, NO_INFRASTRUCTURE, id(), e.getMessage());
  }

  private boolean start(Infrastructure infrastructure) {
    try {
      if (!begin(infrastructure)) {
        notStarted();
        return false;
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "Failed to submit flow run ''{0}'' to infrastructure. {1}",
          id(),
          e.getMessage());
      fail(e);
      return false;
    }
    LOG.log(Level.INFO, "Completed submission of flow run ''{0}''", id());
    return true;
  }

  /** Nothing is started once it is to end: it would not be stopped any more. */
  private synchronized boolean begin(Infrastructure infrastructure) throws IOException {
    if (ending != null || workbench.stopping().isRequested()) {
      return false;
    }
    started = infrastructure.start();
    return true;
  }

  private void notStarted() {
    if (ending == EndReason.CANCELLED) {
      states.reportCancelled(id(), "Its agent had not started it.");
    } else {
      states.giveBack(run.flowRun());
    }
  }

  private void fail(Exception e) {
    states.reportFailed(id(), e);
  }

  private void watch(StartedRun started) throws InterruptedException {
    started.pid().ifPresent(pid -> states.reportPid(id(), pid));
    var death = started.awaitDeath();
    if (ending == EndReason.REVOKED) {
      LOG.log(
          Level.INFO, "Flow run ''{0}'', which was taken from this agent, has ended here.", id());
    } else if (ending == EndReason.CANCELLED) {
      var how = death.orElse("It ended as its agent asked it to.");
      states.reportCancelled(id(), how);
      endSteps(started, StateType.CANCELLED, how);
    } else if (death.isPresent()) {
      crash(death.get());
    } else if (!started.isTaken()) {
      states.giveBack(run.flowRun());
    } else if (started.mayEndSilently()) {
      states.reportEnded(id());
    }
  }

  private void crash(String message) {
    if (ending != EndReason.REVOKED) {
      states.reportCrashed(id(), message);
      if (started != null) {
        endSteps(started, StateType.CRASHED, message);
      }
    }
  }

  private void endSteps(StartedRun started, StateType end, String message) {
    if (started.runsJob()) {
      workbench.openSteps().end(id(), StateCreate.of(end, message));
    }
  }

  /** Asks what was started, if anything, to end; whoever asks first says why. */
  synchronized void end(EndReason why) {
    if (ending == null) {
      ending = why;
      if (started != null) {
        started.stop(why);
      }
    }
  }

  /** It did not end when it was asked. */
  synchronized void kill() {
    if (started != null && ending != null) {
      started.kill(ending);
    }
  }

  /** Kills what was started, of which nothing is reported any more. */
  synchronized void revoke() {
    ending = EndReason.REVOKED;
    kill();
  }

  /** Whether it was told to end. */
  boolean isEnding() {
    return ending != null;
  }

  /** Whether it was taken from this agent. */
  boolean isRevoked() {
    return ending == EndReason.REVOKED;
  }

  /** How long it may take to end when it was asked to. */
  synchronized Duration timeToEnd() {
    return started == null ? workbench.grace() : started.timeToEnd(workbench.grace());
  }

  /** Gives the run back if its claim has still no answer: the agent waits no longer for one. */
  void withdraw() {
    if (claims) {
      states.giveBack(run.flowRun());
    }
  }

  UUID id() {
    return run.id();
  }
}
