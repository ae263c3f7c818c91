package dev.rigel.server.batch;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.engine.RunReporter;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.log.Logs;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRuns;
import java.util.List;
import java.util.UUID;

/**
 * Reports a run that the server executes to the server's own features; each call is one
 * transaction.
 */
record DirectReporter(
    UUID flowRunId,
    FlowRuns runs,
    FlowRunGate gate,
    TaskRuns taskRuns,
    TaskRunGate taskRunGate,
    Logs logs)
    implements RunReporter {

  @Override
  public OrchestrationResult proposeFlowRunState(StateProposal proposal) {
    return gate.propose(flowRunId, proposal, null);
  }

  /** A run that was deleted has ended. */
  @Override
  public boolean hasEnded() {
    try {
      var state = runs.read(flowRunId).stateType();
      return state != null && state.isTerminal();
    } catch (Problem e) {
      return true;
    }
  }

  @Override
  public TaskRunResponse createTaskRun(TaskRunCreate run) {
    return taskRuns.create(run).value();
  }

  @Override
  public OrchestrationResult proposeTaskRunState(UUID taskRunId, StateProposal proposal) {
    return taskRunGate.propose(taskRunId, proposal);
  }

  @Override
  public void sendLogs(List<LogCreate> batch) {
    logs.store(batch);
  }
}
