package dev.rigel.client;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proposes states so that a lost answer does no harm. A proposal that was not answered is made
 * again under the same id, which Rigel's servers know; and as others do not, the run is looked at
 * before that, and once more when the repeated proposal is answered ABORT: what stands there may be
 * our own doing. Our own is a state with the proposal's id, or of the proposed type with the
 * proposal's message, so a message that nobody else uses lets other servers' answers be recognised.
 */
public final class Proposals {
  private final ApiClient api;
  private final Patience patience;

  /** Proposes as long as the patience lasts. */
  public Proposals(ApiClient api, Patience patience) {
    this.api = api;
    this.patience = patience;
  }

  /**
   * Proposes a state for a flow run.
   *
   * @param failed told of the first outage
   * @throws ApiException if it is refused (not by the rules: that is an answer), or patience ends
   */
  public OrchestrationResult forFlowRun(
      UUID id, StateProposal proposal, Consumer<ApiException> failed) {
    return made(ofFlowRun(id, proposal, Optional.empty()), failed);
  }

  /**
   * As {@link #forFlowRun(UUID, StateProposal, Consumer)}, but looks at the run before each try.
   *
   * @param objection to proposing it for a run in this state, if it has one: the answer to give
   *     instead; empty if it may be proposed
   */
  public OrchestrationResult forFlowRun(
      UUID id,
      StateProposal proposal,
      Function<@Nullable StateResponse, Optional<OrchestrationResult>> objection,
      Consumer<ApiException> failed) {
    return made(ofFlowRun(id, proposal, Optional.of(objection)), failed);
  }

  private Attempts ofFlowRun(
      UUID id,
      StateProposal proposal,
      Optional<Function<@Nullable StateResponse, Optional<OrchestrationResult>>> objection) {
    var flowRuns = api.flowRuns();
    return new Attempts(
        proposal, p -> flowRuns.setState(id, p), () -> flowRuns.read(id).state(), objection);
  }

  /** As {@link #forFlowRun}, for a task run. */
  public OrchestrationResult forTaskRun(
      UUID id, StateProposal proposal, Consumer<ApiException> failed) {
    var taskRuns = api.taskRuns();
    return made(
        new Attempts(
            proposal,
            p -> taskRuns.setState(id, p),
            () -> taskRuns.read(id).state(),
            Optional.empty()),
        failed);
  }

  private OrchestrationResult made(Attempts attempts, Consumer<ApiException> failed) {
    return patience.call(attempts::make, failed);
  }

  /** One proposal, as often as it takes. */
  private static final class Attempts {
    private final StateProposal proposal;
    private final Function<StateProposal, OrchestrationResult> send;
    private final Supplier<StateResponse> look;
    private final Optional<Function<@Nullable StateResponse, Optional<OrchestrationResult>>>
        objection;
    private boolean unanswered;

    Attempts(
        StateProposal proposal,
        Function<StateProposal, OrchestrationResult> send,
        Supplier<StateResponse> look,
        Optional<Function<@Nullable StateResponse, Optional<OrchestrationResult>>> objection) {
      this.proposal = proposal.identified();
      this.send = send;
      this.look = look;
      this.objection = objection;
    }

    OrchestrationResult make() {
      if (!unanswered && objection.isEmpty()) {
        return sent();
      }
      var stored = look.get();
      var found = unanswered ? found(stored) : Optional.<OrchestrationResult>empty();
      return found
          .or(() -> objection.flatMap(o -> o.apply(stored)))
          .orElseGet(() -> unanswered ? again() : sent());
    }

    private OrchestrationResult sent() {
      try {
        return send.apply(proposal);
      } catch (ApiException e) {
        unanswered |= e.isOutage();
        throw e;
      }
    }

    private OrchestrationResult again() {
      var answer = sent();
      return answer.status() == SetStateStatus.ABORT ? found(look.get()).orElse(answer) : answer;
    }

    /** What the server did with a proposal whose answer never came; empty if it did nothing. */
    private Optional<OrchestrationResult> found(@Nullable StateResponse stored) {
      if (stored == null) {
        return Optional.empty();
      }
      if (isOurs(stored)) {
        return Optional.of(stored.type() == type() ? accepted(stored) : rejected(stored));
      }
      // nobody else plans a run anew that we know to be running
      var retry =
          !proposal.force() && type() == StateType.FAILED && stored.type() == StateType.SCHEDULED;
      return retry ? Optional.of(rejected(stored)) : Optional.empty();
    }

    private boolean isOurs(StateResponse stored) {
      var message = proposal.state().message();
      return stored.id().equals(proposal.proposalId())
          || message != null && stored.type() == type() && message.equals(stored.message());
    }

    private StateType type() {
      return proposal.state().type();
    }

    private static OrchestrationResult accepted(StateResponse state) {
      return new OrchestrationResult(state, SetStateStatus.ACCEPT, new ResponseDetails.Accept());
    }

    private static OrchestrationResult rejected(StateResponse state) {
      return new OrchestrationResult(
          state, SetStateStatus.REJECT, new ResponseDetails.Reject("decided without an answer"));
    }
  }
}
