package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;

import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateNames;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;

/** A run that fails with attempts left waits for its next one. */
final class Retry implements TransitionRule<Run> {

  @Override
  public Verdict judge(Transition<? extends Run> transition) {
    var policy = transition.run().policy();
    var fails = transition.from() == RUNNING && transition.to() == FAILED;
    if (!fails || policy.retries() == null || transition.run().runCount() > policy.retries()) {
      return Verdict.ACCEPT;
    }
    var delay = RetryDelay.of(policy, transition.run().id(), transition.run().runCount());
    var details = StateDetails.scheduledFor(transition.now().plus(delay));
    var failed = transition.proposed();
    return new Verdict.Reject(
        StateCreateBuilder.builder()
            .type(SCHEDULED)
            .name(StateNames.AWAITING_RETRY)
            .message(failed.message())
            .data(failed.data())
            .stateDetails(details)
            .build(),
        StateNames.RETRYING);
  }
}
