package dev.rigel.engine;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.StepExecution;
import java.util.Optional;

/**
 * What jbatch, Payara's batch runtime, cannot restart: it records how many partitions a step has
 * only when the step ends, and looks for that number when the step is restarted. Where the server
 * was killed meanwhile there is none, and the restart fails with a NullPointerException ({@code
 * PartitionedStepControllerImpl.validateNumberOfPartitions}). JBeret has no such limit.
 */
final class UncountedPartitions {
  private static final String JBATCH = "com.ibm.jbatch.";

  private UncountedPartitions() {}

  /** The step of an execution for which that is so; empty if it can be restarted. */
  static Optional<String> step(JobOperator operator, long execution, String jobName) {
    if (!operator.getClass().getName().startsWith(JBATCH)) {
      return Optional.empty();
    }
    var partitioned = JobXml.of(jobName).partitionedSteps();
    return operator.getStepExecutions(execution).stream()
        .filter(step -> hasNotEnded(step) && partitioned.contains(step.getStepName()))
        .map(StepExecution::getStepName)
        .findFirst();
  }

  private static boolean hasNotEnded(StepExecution step) {
    return step.getBatchStatus() == BatchStatus.STARTED
        || step.getBatchStatus() == BatchStatus.STARTING;
  }
}
