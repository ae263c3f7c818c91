package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateNames;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;

/**
 * A run that its agent has been told to end is CANCELLED when it fails or crashes, and is not tried
 * again: that is how processes end that are asked to. One that completes was quicker.
 */
final class Cancelling implements TransitionRule<FlowRun> {

  /** What a run enters whose agent is to end it. */
  static StateCreate asked(StateCreate cancelled) {
    return StateCreate.named(
        RUNNING,
        StateNames.CANCELLING,
        (cancelled.message() == null ? "" : cancelled.message() + " ")
            + "Its agent has been told to end it.");
  }

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    var to = transition.to();
    if (!transition.run().isCancelling() || to != FAILED && to != CRASHED) {
      return Verdict.ACCEPT;
    }
    var how = transition.proposed().message();
    var message = "Cancelled; it ended as " + to + (how == null ? "." : ": " + how);
    return new Verdict.Reject(StateCreate.of(CANCELLED, message), "This run was cancelled.");
  }
}
