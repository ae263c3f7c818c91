package dev.rigel.agent;

import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunUpdate;
import dev.rigel.contract.flowrun.FlowRunsApi;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openapitools.jackson.nullable.JsonNullable;

/** What an agent tells the server about flow runs, and what it makes of the answers. */
final class FlowRunStates {
  private static final Logger LOG = System.getLogger("rigel.agent");

  /** Between two tries to tell something to a server that is away. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final FlowRunsApi api;
  private final String takenBy;
  private final Stopping stopping;

  /**
   * For an agent.
   *
   * @param agentId tells its runs from those of others
   */
  FlowRunStates(FlowRunsApi api, UUID agentId, Stopping stopping) {
    this.api = api;
    this.takenBy = "Taken by agent " + agentId;
    this.stopping = stopping;
  }

  /**
   * Takes a run: proposes PENDING, and again after each WAIT.
   *
   * @return whether the run is ours now
   */
  boolean take(UUID id) throws InterruptedException {
    var pending = StateProposal.of(StateCreate.of(StateType.PENDING, takenBy));
    while (true) {
      OrchestrationResult answer;
      try {
        answer = api.setState(id, pending);
      } catch (ApiException e) {
        LOG.log(Level.ERROR, "Failed to update state of flow run ''{0}'': {1}", id, e.getMessage());
        return e.isOutage() && turnsOutTaken(id);
      }
      if (!(answer.details() instanceof ResponseDetails.Wait wait)) {
        return taken(id, answer);
      }
      if (stopping.happensWithin(Duration.ofSeconds(wait.delaySeconds()))) {
        return false;
      }
    }
  }

  /**
   * The answer did not come, but PENDING may have been stored, and nobody offers such a run again.
   * The message tells whose it is.
   */
  private boolean turnsOutTaken(UUID id) throws InterruptedException {
    return untilAnswered(
            () -> {
              var state = api.read(id).state();
              return state != null
                  && state.type() == StateType.PENDING
                  && takenBy.equals(state.message());
            },
            e -> LOG.log(Level.DEBUG, "flow run {0} not read: {1}", id, e.getMessage()))
        .orElse(false);
  }

  private static boolean taken(UUID id, OrchestrationResult answer) {
    if (answer.status() == SetStateStatus.ABORT) {
      LOG.log(
          Level.INFO,
          "Aborted submission of flow run ''{0}''. Server sent an abort signal: {1}",
          id,
          reason(answer));
      return false;
    }
    if (answer.state() == null || answer.state().type() != StateType.PENDING) {
      LOG.log(
          Level.INFO,
          "Aborted submission of flow run ''{0}'': Server returned a non-pending state ''{1}''",
          id,
          answer.state() == null ? null : answer.state().type());
      return false;
    }
    return true;
  }

  /** The run could not be started, and will not be. */
  void reportFailed(UUID id, Exception reason) throws InterruptedException {
    var failed = StateCreate.of(StateType.FAILED, "Submission failed. " + Reason.of(reason));
    untilAnswered(
        () -> api.setState(id, StateProposal.of(failed)),
        e ->
            LOG.log(
                Level.ERROR,
                "Failed to update state of flow run ''{0}'': {1}",
                id,
                e.getMessage()));
  }

  /** Where the run executes; a server that does not care for it does no harm. */
  void reportPid(UUID id, String pid) {
    var update =
        new FlowRunUpdate(
            JsonNullable.undefined(),
            JsonNullable.undefined(),
            null,
            null,
            null,
            JsonNullable.of(pid));
    try {
      api.update(id, update);
    } catch (ApiException e) {
      LOG.log(Level.DEBUG, "pid of flow run ''{0}'' not stored: {1}", id, e.getMessage());
    }
  }

  /**
   * What the run executed on is dead. Not forced, so that an end that the run itself has reported
   * stays.
   */
  void reportCrashed(UUID id, String message) throws InterruptedException {
    var crashed = StateProposal.of(StateCreate.of(StateType.CRASHED, message));
    untilAnswered(
            () -> api.setState(id, crashed),
            e ->
                LOG.log(
                    Level.ERROR,
                    "Failed to report flow run ''{0}'' as crashed: {1}",
                    id,
                    e.getMessage()))
        .ifPresent(answer -> tellCrash(id, answer));
  }

  /**
   * Makes a call until the server can be reached, or the agent stops. A refusal is final.
   *
   * @param failed told of each failure
   */
  <T> Optional<T> untilAnswered(Supplier<T> call, Consumer<ApiException> failed)
      throws InterruptedException {
    while (true) {
      try {
        return Optional.of(call.get());
      } catch (ApiException e) {
        failed.accept(e);
        if (!e.isOutage() || stopping.happensWithin(TRY_AGAIN)) {
          return Optional.empty();
        }
      }
    }
  }

  private static void tellCrash(UUID id, OrchestrationResult answer) {
    switch (answer.status()) {
      case ACCEPT, REJECT -> LOG.log(Level.INFO, "Reported flow run ''{0}'' as crashed.", id);
      case ABORT ->
          LOG.log(Level.DEBUG, "Flow run ''{0}'' had ended before: {1}", id, reason(answer));
      case WAIT ->
          // it died while it waited for a retry, which an agent will now start
          LOG.log(Level.INFO, "Flow run ''{0}'' stays scheduled for its next try.", id);
    }
  }

  /** The agent stops before it could start a run that it has taken: back to the queue with it. */
  void giveBack(FlowRunResponse run) {
    var state =
        StateCreate.scheduled(run.nextScheduledStartTime(), "Given back by a stopping agent.");
    try {
      if (api.read(run.id()).stateType() == StateType.PENDING) {
        api.setState(run.id(), StateProposal.forced(state));
        LOG.log(Level.INFO, "Gave flow run ''{0}'' back to its queue.", run.id());
      }
    } catch (ApiException e) {
      LOG.log(Level.ERROR, "Failed to give flow run ''{0}'' back: {1}", run.id(), e.getMessage());
    }
  }

  private static String reason(OrchestrationResult answer) {
    var reason = answer.details() == null ? null : answer.details().reason();
    return reason == null ? "" : reason;
  }
}
