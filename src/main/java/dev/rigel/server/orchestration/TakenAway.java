package dev.rigel.server.orchestration;

import dev.rigel.server.claim.Claims;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;

/** A process whose run was taken from its agent has nothing more to say. */
final class TakenAway implements TransitionRule<FlowRun> {

  @Override
  public Verdict judge(Transition<? extends FlowRun> transition) {
    return new Verdict.Abort(Claims.TAKEN);
  }
}
