package dev.rigel.server.orchestration;

import dev.rigel.server.state.Run;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;

/**
 * A run that has not ended goes forward only: SCHEDULED, PENDING, RUNNING, and none of them twice.
 */
final class NoBackwardStep implements TransitionRule<Run> {

  @Override
  public Verdict judge(Transition<? extends Run> transition) {
    if (transition.from() == null || transition.leavesAnEnd() || transition.to().isTerminal()) {
      return Verdict.ACCEPT;
    }
    if (transition.to().compareTo(transition.from()) > 0) {
      return Verdict.ACCEPT;
    }
    return new Verdict.Abort(
        "This run cannot transition to the "
            + transition.to()
            + " state from the "
            + transition.from()
            + " state.");
  }
}
