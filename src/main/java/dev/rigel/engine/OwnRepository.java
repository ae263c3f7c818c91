package dev.rigel.engine;

import dev.rigel.contract.job.JobProgressBuilder;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.state.Reason;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * In an application server, whose batch runtime keeps a repository of its own: checkpoints are
 * there, in the job's own transactions, and of the job is recorded which execution was the last.
 */
final class OwnRepository implements Executions {
  private final JobOperator operator;
  private final JobJournal journal;
  private final JobEnds ends = new TwoLooksAgree();

  /** Of a run that has a journal. */
  OwnRepository(JobOperator operator, JobJournal journal) {
    this.operator = operator;
    this.journal = journal;
  }

  @Override
  public JobOperator operator() {
    return operator;
  }

  @Override
  public JobEnds ends() {
    return ends;
  }

  /** Standard Jakarta Batch tells of whole steps only. */
  @Override
  public List<Partition> partitions(StepExecution step) {
    return List.of();
  }

  /** Ids are unique in one repository only: it has to be an execution of this very run. */
  @Override
  public OptionalLong earlier(JobRecord recorded, FlowRunJob job) {
    if (recorded.executionId() == null) {
      return OptionalLong.empty();
    }
    var execution = recorded.executionId();
    if (isOf(execution, job)) {
      demandCounted(execution, job);
      return OptionalLong.of(execution);
    }
    journal.tell(
        Level.WARNING,
        "The batch repository does not know execution "
            + execution
            + " of this run any more, so the job begins with its first step. Is the repository kept"
            + " in a database?");
    return OptionalLong.empty();
  }

  private void demandCounted(long execution, FlowRunJob job) {
    var step = UncountedPartitions.step(operator, execution, job.jobName());
    if (step.isPresent()) {
      throw new CannotGoOn(
          "Payara's batch runtime cannot restart the partitioned step '%s', whose server was killed"
              .formatted(step.get()));
    }
  }

  /** Of one that is not there, jbatch throws a NullPointerException. */
  private boolean isOf(long execution, FlowRunJob job) {
    try {
      var parameters = operator.getParameters(execution);
      return parameters != null
          && job.flowRunId().toString().equals(parameters.getProperty(FlowRunJob.FLOW_RUN_ID));
    } catch (NoSuchJobExecutionException | NullPointerException e) {
      return false;
    }
  }

  @Override
  public void began(long execution) {
    record(execution, BatchStatus.STARTED, null);
  }

  @Override
  public void ended(JobExecution execution) {
    record(execution.getExecutionId(), execution.getBatchStatus(), execution.getExitStatus());
  }

  private void record(long execution, BatchStatus status, @Nullable String exitStatus) {
    var progress =
        JobProgressBuilder.builder()
            .status(status)
            .exitStatus(exitStatus)
            .executionId(execution)
            .build();
    try {
      journal.record(progress);
    } catch (RuntimeException e) {
      journal.tell(
          Level.WARNING,
          "Execution %d is not recorded, so nothing can go on with it: %s"
              .formatted(execution, Reason.of(e)));
    }
  }
}
