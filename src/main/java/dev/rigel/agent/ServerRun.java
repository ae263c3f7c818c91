package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunExecutionsApi;
import dev.rigel.contract.flowrun.FlowRunResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A run that the server executes itself: the agent hands it over and looks when it has ended. */
final class ServerRun implements Infrastructure {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ApiClient api;
  private final UUID flowRunId;

  ServerRun(ApiClient api, FlowRunResponse run) {
    this.api = api;
    this.flowRunId = run.id();
  }

  @Override
  public StartedRun start() {
    api.of(FlowRunExecutionsApi.class).start(flowRunId);
    return new HandedOver();
  }

  /** The server reports all there is to report; an agent that stops leaves it alone. */
  private final class HandedOver implements StartedRun {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Optional<String> pid() {
      return Optional.empty();
    }

    @Override
    public Optional<String> awaitDeath() throws InterruptedException {
      while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        if (hasEnded()) {
          break;
        }
      }
      return Optional.empty();
    }

    /** A server that is away for a while is asked again; a run that was deleted has ended. */
    private boolean hasEnded() {
      try {
        var state = api.flowRuns().read(flowRunId).stateType();
        return state != null && state.isTerminal();
      } catch (ApiException e) {
        return e.isNotFound();
      }
    }

    @Override
    public void stop() {
      stopped.countDown();
    }

    @Override
    public void kill() {
      stopped.countDown();
    }
  }
}
