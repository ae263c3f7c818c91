package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.SCHEDULED;

import dev.rigel.contract.state.StateNames;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;

/**
 * A flow run that has ended stays so, unless it is sent back by hand to be retried by its
 * deployment.
 */
final class TerminalGuard implements TransitionRule<FlowRun> {

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    if (!transition.leavesAnEnd()) {
      return Verdict.ACCEPT;
    }
    if (transition.to() != SCHEDULED || !StateNames.AWAITING_RETRY.equals(transition.name())) {
      return new Verdict.Abort("This run has already terminated.");
    }
    return transition.run().deploymentId() == null
        ? new Verdict.Abort("Cannot restart a run without an associated deployment.")
        : Verdict.ACCEPT;
  }
}
