package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** One run in the agent's hands: taken, started, watched to its end, and its death reported. */
final class Submission implements Runnable {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final String NO_INFRASTRUCTURE =
      "Failed to get infrastructure for flow run ''{0}''. {1}";

  /** Between two tries to ask a server that is away. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final FlowRunResponse run;
  private final FlowRunStates states;
  private final Infrastructures infrastructures;
  private final OpenSteps openSteps;
  private final Stopping stopping;
  private StartedRun started;
  private boolean asked;

  Submission(
      FlowRunResponse run,
      FlowRunStates states,
      Infrastructures infrastructures,
      OpenSteps openSteps,
      Stopping stopping) {
    this.openSteps = openSteps;
    this.run = run;
    this.states = states;
    this.infrastructures = infrastructures;
    this.stopping = stopping;
  }

  @Override
  public void run() {
    try {
      if (states.take(run.id())) {
        submit();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "An error occurred while monitoring flow run '"
              + run.id()
              + "'. The flow run will not be marked as failed, but an issue may have occurred.",
          e);
    }
  }

  private void submit() throws InterruptedException {
    Optional<Infrastructure> infrastructure;
    try {
      infrastructure = built();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, NO_INFRASTRUCTURE, id(), e.getMessage());
      states.reportFailed(id(), e);
      return;
    }
    if (infrastructure.isEmpty()) {
      states.giveBack(run);
    } else if (start(infrastructure.get())) {
      watch();
    }
  }

  /** Empty if the agent stops before the server could be asked. */
  private Optional<Infrastructure> built() throws InterruptedException {
    while (true) {
      try {
        return Optional.of(infrastructures.of(run));
      } catch (ApiException e) {
        if (!e.isOutage()) {
          throw e;
        }
        LOG.log(Level.ERROR, NO_INFRASTRUCTURE, id(), e.getMessage());
        if (stopping.happensWithin(TRY_AGAIN)) {
          return Optional.empty();
        }
      }
    }
  }

  private boolean start(Infrastructure infrastructure) throws InterruptedException {
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

  private void watch() throws InterruptedException {
    started.pid().ifPresent(pid -> states.reportPid(id(), pid));
    var death = started.awaitDeath();
    if (death.isPresent()) {
      states.reportCrashed(id(), death.get());
      if (started.runsJob()) {
        openSteps.crash(id(), death.get());
      }
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

  private UUID id() {
    return run.id();
  }
}
