package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;

import dev.rigel.server.state.Run;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import java.time.Duration;

/** A run leaves SCHEDULED when its time has come, not earlier, not even by a part of a second. */
final class WaitForScheduledTime implements TransitionRule<Run> {

  @Override
  public Verdict judge(Transition<? extends Run> transition) {
    var due = transition.run().nextScheduledStartTime();
    var waits =
        transition.from() == SCHEDULED
            || transition.from() == PENDING && transition.to() == RUNNING;
    if (!waits || due == null || !due.isAfter(transition.now())) {
      return Verdict.ACCEPT;
    }
    return new Verdict.Wait(
        Duration.between(transition.now(), due), "Scheduled time is in the future");
  }
}
