package dev.rigel.server.orchestration;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.RUNNING;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.taskrun.TaskRun;

/**
 * A task run that has ended stays so, unless it did not complete and its flow run is being tried
 * again.
 */
final class TaskTerminalGuard implements TransitionRule<TaskRun> {
  private final FlowRunRepository flowRuns;

  TaskTerminalGuard(FlowRunRepository flowRuns) {
    this.flowRuns = flowRuns;
  }

  @Override
  public Verdict judge(Transition<? extends TaskRun> transition) {
    if (!transition.leavesAnEnd()) {
      return Verdict.ACCEPT;
    }
    var runsAgain =
        transition.to() == RUNNING
            && transition.from() != COMPLETED
            && triedAgain(transition.run());
    return runsAgain
        ? new Verdict.Rename("Retrying")
        : new Verdict.Abort("This run has already terminated.");
  }

  private boolean triedAgain(TaskRun run) {
    return flowRuns
        .find(run.flowRunId())
        .map(FlowRun::runCount)
        .filter(count -> run.flowRunRunCount() < count)
        .isPresent();
  }
}
