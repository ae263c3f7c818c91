package dev.rigel.engine;

import dev.rigel.contract.job.JobRecord;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.util.List;
import java.util.OptionalLong;

/** The executions of one flow run's job in a batch runtime. */
public interface Executions {

  /** The batch runtime. */
  JobOperator operator();

  /** Tells when one has ended. */
  JobEnds ends();

  /**
   * The partitions of a step that have begun in its execution, by number; empty for a step that has
   * none, and where the batch runtime does not tell.
   */
  List<Partition> partitions(StepExecution step);

  /** One, whose execution has the id of its step's. */
  record Partition(int number, StepExecution execution) {}

  /**
   * The execution that a restart goes on from, by what is recorded of earlier attempts; empty if
   * the job begins with its first step.
   *
   * @throws CannotGoOn if it would have to go on and cannot
   */
  OptionalLong earlier(JobRecord recorded, FlowRunJob job);

  /** One has begun. */
  void began(long execution);

  /** One has ended, of which the batch runtime tells nothing more. */
  void ended(JobExecution execution);

  /** A job that has begun cannot go on; it may begin anew if somebody asks for that. */
  final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A sentence without its end says why. */
    public CannotGoOn(String why) {
      super(why);
    }
  }
}
