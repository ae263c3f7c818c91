package dev.rigel.engine;

import dev.rigel.contract.state.StateType;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.StepExecution;
import java.util.List;

/** What a flow run's final state says. */
final class EndMessage {
  private EndMessage() {}

  static String of(StateType state, List<StepExecution> steps, RunLogs logs) {
    return switch (state) {
      case COMPLETED -> completed(steps);
      case FAILED -> failed(steps, logs);
      case CANCELLED -> "Stopped after " + stepCount(steps) + "; a restart would go on there.";
      default -> "The job was abandoned.";
    };
  }

  private static String completed(List<StepExecution> steps) {
    return stepCount(steps) + " completed.";
  }

  private static String failed(List<StepExecution> steps, RunLogs logs) {
    var reason = logs.lastFailure().orElse("the batch runtime gave no reason; its log may.");
    return steps.stream()
        .filter(step -> step.getBatchStatus() == BatchStatus.FAILED)
        .findFirst()
        .map(step -> "Step '" + step.getStepName() + "' failed: " + reason)
        .orElse("Job failed: " + reason);
  }

  private static String stepCount(List<StepExecution> steps) {
    return steps.size() == 1 ? "1 step" : steps.size() + " steps";
  }
}
