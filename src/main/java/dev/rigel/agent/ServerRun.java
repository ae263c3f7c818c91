package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunExecutionsApi;
import dev.rigel.contract.state.StateType;
import dev.rigel.engine.RunHold;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A run that the server executes itself: the agent hands it over. A server that has given it to the
 * agent takes it back with that; else the agent looks when it has ended.
 */
final class ServerRun implements Infrastructure {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ApiClient api;
  private final UUID flowRunId;
  private final boolean isGiven;

  /** A run; the agent looks after it until its end only if it found it on a queue itself. */
  ServerRun(ApiClient api, Assignment run) {
    this.api = api;
    this.flowRunId = run.id();
    this.isGiven = run.token().isPresent();
  }

  /** A server that is away is asked again, in the thread that awaits the end. */
  @Override
  public StartedRun start() {
    var run = new HandedOver();
    run.handOver();
    return run;
  }

  /**
   * The server reports all there is to report; an agent that stops leaves alone what the server has
   * taken.
   */
  private final class HandedOver implements StartedRun {
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Empty for good: it is the server that brings the run into its states. */
    private final RunHold hold = new RunHold();

    private boolean taken;
    private boolean unanswered;

    /** Tries once; a refusal is thrown. */
    void handOver() {
      try {
        api.of(FlowRunExecutionsApi.class).start(flowRunId);
        taken = true;
      } catch (ApiException e) {
        if (e.isNoSuchCall() && canBeRead()) {
          throw new IllegalStateException("this server executes no flow runs", e);
        } else if (e.isOutage()) {
          LOG.log(Level.DEBUG, "flow run {0} not handed over: {1}", flowRunId, e.getMessage());
          unanswered = true;
        } else if (unanswered && e.isConflict() && isUnderWay()) {
          taken = true; // by the call whose answer got lost
        } else {
          throw e;
        }
      }
    }

    /** Else the API is not there at all, and nothing is known of what it can do. */
    private boolean canBeRead() {
      api.flowRuns().read(flowRunId);
      return true;
    }

    private boolean isUnderWay() {
      return api.flowRuns().read(flowRunId).stateType() != StateType.PENDING;
    }

    @Override
    public Optional<String> pid() {
      return Optional.empty();
    }

    @Override
    public Optional<String> awaitDeath() throws InterruptedException {
      while (!isTheServers() && !stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          if (!taken) {
            handOver();
          } else if (hasEnded()) {
            break;
          }
        } catch (IllegalStateException e) {
          return Optional.of("The server does not execute the flow run: " + e.getMessage());
        } catch (ApiException e) {
          if (!e.isOutage()) {
            return Optional.of("The server does not execute the flow run: " + e.getMessage());
          }
        }
      }
      return Optional.empty();
    }

    private boolean isTheServers() {
      return taken && isGiven;
    }

    /** A server that is away for a while is asked again; a run that was deleted has ended. */
    private boolean hasEnded() {
      try {
        return hold.in(api.flowRuns().read(flowRunId).state()) == RunHold.Standing.ENDED;
      } catch (ApiException e) {
        return e.isNotFound();
      }
    }

    @Override
    public boolean isTaken() {
      return taken;
    }

    @Override
    public void stop(EndReason why) {
      stopped.countDown();
    }

    @Override
    public void kill(EndReason why) {
      stopped.countDown();
    }
  }
}
