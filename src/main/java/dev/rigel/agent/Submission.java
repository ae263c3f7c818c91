package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run in the agent's hands: taken, started, watched to its end, and its death reported.
 * Whatever breaks here, an {@link Error} too, ends as a state of the run.
 */
final class Submission implements Runnable {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final String NO_INFRASTRUCTURE =
      "Failed to get infrastructure for flow run ''{0}''. {1}";

  private final FlowRunResponse run;
  private final FlowRunStates states;
  private final Function<FlowRunResponse, Infrastructure> infrastructures;
  private final OpenSteps openSteps;
  private final Stopping stopping;
  private final Places.Place place;
  private volatile boolean claims;
  private @Nullable StartedRun started;
  private boolean asked;

  Submission(
      FlowRunResponse run,
      FlowRunStates states,
      Function<FlowRunResponse, Infrastructure> infrastructures,
      OpenSteps openSteps,
      Stopping stopping,
      Places.Place place) {
    this.openSteps = openSteps;
    this.run = run;
    this.states = states;
    this.infrastructures = infrastructures;
    this.stopping = stopping;
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
      end();
    } finally {
      place.leave();
    }
  }

  private boolean isTaken() throws InterruptedException {
    claims = true;
    try {
      return states.take(run, place);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "The agent broke on taking flow run '" + id() + "'", e);
      states.giveBack(run);
      return false;
    } finally {
      claims = false;
    }
  }

  private void submit() throws InterruptedException {
    Infrastructure infrastructure;
    try {
      infrastructure = stopping.patience().call(() -> infrastructures.apply(run), this::tell);
    } catch (RuntimeException e) {
      if (e instanceof ApiException api && api.isOutage()) {
        states.giveBack(run); // the agent stops before the server could be asked
        return;
      }
      tell(e);
      states.reportFailed(id(), e);
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
        states.giveBack(run);
        return false;
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "Failed to submit flow run ''{0}'' to infrastructure. {1}",
          id(),
          e.getMessage());
      states.reportFailed(id(), e);
      return false;
    }
    LOG.log(Level.INFO, "Completed submission of flow run ''{0}''", id());
    return true;
  }

  /** Nothing is started once the agent stops: it would not be stopped any more. */
  private synchronized boolean begin(Infrastructure infrastructure) throws IOException {
    if (stopping.isRequested()) {
      return false;
    }
    started = infrastructure.start();
    return true;
  }

  private void watch(StartedRun started) throws InterruptedException {
    started.pid().ifPresent(pid -> states.reportPid(id(), pid));
    var death = started.awaitDeath();
    if (death.isPresent()) {
      crash(death.get());
    } else if (!started.isTaken()) {
      states.giveBack(run);
    }
  }

  private void crash(String message) {
    states.reportCrashed(id(), message);
    if (started != null && started.runsJob()) {
      openSteps.crash(id(), message);
    }
  }

  /** Ends what was started, if anything: asks first, the second time it kills. */
  synchronized void end() {
    if (started != null) {
      if (asked) {
        started.kill();
      } else {
        started.stop();
      }
      asked = true;
    }
  }

  /** Gives the run back if its claim has still no answer: the agent waits no longer for one. */
  void withdraw() {
    if (claims) {
      states.giveBack(run);
    }
  }

  private UUID id() {
    return run.id();
  }
}
