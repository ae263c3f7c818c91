package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateNames;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import dev.rigel.server.taskrun.TaskRun;

/** A task run that has run before is told apart by its state's name. */
final class NameReruns implements TransitionRule<TaskRun> {

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    var run = transition.run();
    if (transition.to() != RUNNING || transition.leavesAnEnd() || run.runCount() == 0) {
      return Verdict.ACCEPT;
    }
    return new Verdict.Rename(
        StateNames.AWAITING_RETRY.equals(run.stateName())
            ? StateNames.RETRYING
            : StateNames.RERUNNING);
  }
}
