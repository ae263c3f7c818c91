package dev.rigel.engine;

import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import org.jspecify.annotations.Nullable;

/**
 * Takes an execution as ended when two looks in a row show the same final status: all that the
 * standard's API lets one know. One instance watches one flow run.
 */
final class TwoLooksAgree implements JobEnds {
  private long executionId = -1;
  private @Nullable BatchStatus lastStatus;

  @Override
  public boolean haveEnded(JobExecution execution) {
    var status = execution.getBatchStatus();
    var settled =
        BatchStates.isFinal(status)
            && status == lastStatus
            && execution.getExecutionId() == executionId;
    executionId = execution.getExecutionId();
    lastStatus = status;
    return settled;
  }
}
