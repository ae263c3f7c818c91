package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.Patience;
import dev.rigel.client.Proposals;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.Reason;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * States of runs that an agent finds on queues: it proposes them, one by one, as agents of the
 * reference do.
 */
final class FlowRunStates implements RunStates {
  private static final Logger LOG = System.getLogger("rigel.agent");
  private static final String NOT_UPDATED = "Failed to update state of flow run ''{0}'': {1}";

  private final ApiClient api;
  private final String takenBy;
  private final Stopping stopping;
  private final Proposals proposals;
  private final Patience lastWords;
  private final Proposals reports;

  /**
   * For an agent.
   *
   * @param agentId tells its runs from those of others
   */
  FlowRunStates(ApiClient api, UUID agentId, Stopping stopping) {
    this.api = api;
    this.takenBy = "Taken by agent " + agentId;
    this.stopping = stopping;
    this.proposals = new Proposals(api, stopping.patience());
    this.lastWords = stopping.patienceWithLastWords();
    this.reports = new Proposals(api, lastWords);
  }

  /**
   * Takes a run: proposes PENDING, and again after each WAIT. Where an answer got lost, it finds
   * out whether the run is ours: nobody offers such a run again. The message tells that where the
   * server does not know ids of proposals. An agent that stops before it knows gives the run back.
   */
  @Override
  public boolean take(FlowRunResponse run, Places.Place place) throws InterruptedException {
    var id = run.id();
    // one proposal, however often it is made: the first may be stored when all others were answered
    var pending = StateProposal.of(StateCreate.of(StateType.PENDING, takenBy)).identified();
    while (!stopping.isDraining() && place.enter()) {
      var answer = proposed(proposals, id, pending, NOT_UPDATED);
      if (answer.isEmpty()) {
        giveBack(run);
        return false;
      }
      if (!(answer.get().details() instanceof ResponseDetails.Wait wait)) {
        return taken(id, answer.get());
      }
      place.leave();
      if (stopping.happensWithin(wait.delay())) {
        return false;
      }
    }
    return false;
  }

  /**
   * Proposes a state until the server can be reached, or patience ends as the agent stops. A
   * refusal is final.
   *
   * @param failure what is logged, once, with the run's id and the reason
   */
  private static Optional<OrchestrationResult> proposed(
      Proposals by, UUID id, StateProposal proposal, String failure) {
    try {
      return Optional.of(by.forFlowRun(id, proposal, e -> tell(failure, id, e)));
    } catch (ApiException e) {
      if (!e.isOutage()) {
        tell(failure, id, e);
      }
      return Optional.empty();
    }
  }

  /** As {@link #proposed}, with the patience for what nobody else will tell. */
  private Optional<OrchestrationResult> reported(UUID id, StateProposal proposal, String failure) {
    var answer = proposed(reports, id, proposal, failure);
    if (answer.isEmpty() && stopping.isRequested()) {
      tellNotTold(id);
    }
    return answer;
  }

  private static void tellNotTold(UUID id) {
    LOG.log(
        Level.WARNING,
        "The agent stops and could not tell the server about flow run ''{0}'': unless it has ended,"
            + " it stays as it is until you end it: rigel flow-run cancel {0}",
        id);
  }

  /** A run that is gone, by a change of its schedule say, is nobody's fault. */
  private static void tell(String failure, UUID id, ApiException e) {
    if (e.isNotFound()) {
      LOG.log(Level.INFO, "Flow run ''{0}'' is gone: it was deleted, or its schedule changed.", id);
    } else {
      LOG.log(Level.ERROR, failure, id, e.getMessage());
    }
  }

  private static boolean taken(UUID id, OrchestrationResult answer) {
    if (answer.status() == SetStateStatus.ABORT) {
      LOG.log(
          Level.INFO,
          "Aborted submission of flow run ''{0}''. Server sent an abort signal: {1}",
          id,
          answer.reason());
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

  @Override
  public void reportFailed(UUID id, Exception reason) {
    var failed = StateCreate.of(StateType.FAILED, "Submission failed. " + Reason.of(reason));
    reported(id, StateProposal.of(failed), NOT_UPDATED);
  }

  @Override
  public void reportPid(UUID id, String pid) {
    new Pids(api).report(id, pid);
  }

  /** Whoever cancelled it has said so already. */
  @Override
  public void reportCancelled(UUID id, String how) {
    LOG.log(Level.INFO, "Flow run ''{0}'' has ended, as it was cancelled. {1}", id, how);
  }

  /** As the reference: it has reported what there was to report, or somebody else will. */
  @Override
  public void reportEnded(UUID id) {
    LOG.log(Level.DEBUG, "nothing to report of flow run ''{0}''", id);
  }

  @Override
  public void reportCrashed(UUID id, String message) {
    var crashed = StateProposal.of(StateCreate.of(StateType.CRASHED, message));
    reported(id, crashed, "Failed to report flow run ''{0}'' as crashed: {1}")
        .ifPresent(answer -> tellCrash(id, answer));
  }

  private static void tellCrash(UUID id, OrchestrationResult answer) {
    switch (answer.status()) {
      case ACCEPT, REJECT -> LOG.log(Level.INFO, "Reported flow run ''{0}'' as crashed.", id);
      case ABORT ->
          LOG.log(Level.DEBUG, "Flow run ''{0}'' had ended before: {1}", id, answer.reason());
      case WAIT ->
          // it died while it waited for a retry, which an agent will now start
          LOG.log(Level.INFO, "Flow run ''{0}'' stays scheduled for its next try.", id);
    }
  }

  @Override
  public void giveBack(FlowRunResponse run) {
    var state =
        StateCreate.scheduled(run.nextScheduledStartTime(), "Given back by a stopping agent.");
    var failure = "Failed to give flow run ''{0}'' back: {1}";
    try {
      var given =
          lastWords.call(
              () -> isGivenBack(run.id(), StateProposal.forced(state)),
              e -> tell(failure, run.id(), e));
      if (given) {
        LOG.log(Level.INFO, "Gave flow run ''{0}'' back to its queue.", run.id());
      }
    } catch (ApiException e) {
      if (e.isOutage()) {
        tellNotTold(run.id());
      } else if (!e.isNotFound()) {
        tell(failure, run.id(), e);
      }
    }
  }

  private boolean isGivenBack(UUID id, StateProposal scheduled) {
    var taken = isTaken(api.flowRuns().read(id).state());
    if (taken) {
      api.flowRuns().setState(id, scheduled);
    }
    return taken;
  }

  private boolean isTaken(@Nullable StateResponse state) {
    return state != null && state.type() == StateType.PENDING && takenBy.equals(state.message());
  }
}
