package dev.rigel.server.orchestration;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.State;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Proposals that come a second time, as the answer to the first got lost. A state has the id of its
 * proposal, so a proposal whose id is known was stored before; those answered WAIT or ABORT left
 * nothing and are judged anew.
 */
final class Repeated {
  private Repeated() {}

  /**
   * The answer that the same proposal got before, with the run's row locked; empty if it is a new
   * one. ABORT if the run has gone on: whoever lost the answer is not to act on it any more. 409
   * for the id of another run's state.
   */
  static Optional<OrchestrationResult> answer(
      StateProposal proposal, Run run, Function<UUID, ? extends Optional<? extends State>> states) {
    if (proposal.proposalId() == null) {
      return Optional.empty();
    }
    return states
        .apply(proposal.proposalId())
        .map(state -> (State) state)
        .map(state -> own(state, run).id().equals(run.stateId()) ? stored(state) : goneOn());
  }

  /** What is answered where a state was stored. */
  static OrchestrationResult stored(State state) {
    return state
        .rejection()
        .map(ResponseDetails.Reject::new)
        .map(why -> new OrchestrationResult(state.response(), SetStateStatus.REJECT, why))
        .orElseGet(
            () ->
                new OrchestrationResult(
                    state.response(), SetStateStatus.ACCEPT, new ResponseDetails.Accept()));
  }

  private static State own(State state, Run run) {
    if (!state.runId().equals(run.id())) {
      throw Problem.conflict(
          "Proposal id " + state.id() + " was used for another run. Each proposal needs its own.");
    }
    return state;
  }

  private static OrchestrationResult goneOn() {
    return OrchestrationResult.abort("This run has gone on from that state.");
  }
}
