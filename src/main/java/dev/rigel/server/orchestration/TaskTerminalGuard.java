package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.contract.state.StateNames;
import dev.rigel.server.state.Transition;
import dev.rigel.server.state.TransitionRule;
import dev.rigel.server.state.Verdict;
import dev.rigel.server.taskrun.TaskRun;

/**
 * A task run that has ended stays so, unless it did not complete and its flow run is being tried
 * again.
 */
final class TaskTerminalGuard implements TransitionRule<TaskRun> {
  private final int attempt;

  /** With how often the run's flow run has begun to run. */
  TaskTerminalGuard(int attempt) {
    this.attempt = attempt;
  }

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    if (!transition.leavesAnEnd()) {
      return Verdict.ACCEPT;
    }
    var runsAgain =
        transition.to() == RUNNING
            && transition.from() != COMPLETED
            && transition.run().flowRunRunCount() < attempt;
    return runsAgain
        ? new Verdict.Rename(StateNames.RETRYING)
        : new Verdict.Abort("This run has already terminated.");
  }
}
