package dev.rigel.engine;

import dev.rigel.contract.state.Reason;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import java.util.logging.Level;

/** The end that was asked for of one job execution: asked for once, and not awaited for ever. */
final class JobStop {
  private final JobRuntime runtime;
  private final JobOperator operator;
  private final String jobName;
  private final RunLogs logs;
  private final long execution;
  private boolean asked;
  private long askedAt;

  /** Nobody has asked yet. */
  JobStop(JobRuntime runtime, JobOperator operator, String jobName, RunLogs logs, long execution) {
    this.runtime = runtime;
    this.operator = operator;
    this.jobName = jobName;
    this.logs = logs;
    this.execution = execution;
  }

  boolean isAsked() {
    return asked;
  }

  /**
   * Asks the job to stop, and does not wait for what its own code makes of that: the runtimes call
   * {@code Batchlet.stop} in the thread that asks.
   */
  void ask() {
    asked = true;
    askedAt = System.nanoTime();
    logs.add(Level.INFO, "Stopping job '" + jobName + "'");
    runtime.threads().execute(this::stop);
  }

  private void stop() {
    try {
      operator.stop(execution);
    } catch (JobExecutionNotRunningException | NoSuchJobExecutionException e) {
      // it ended by itself just now, and may be forgotten already
    } catch (RuntimeException e) {
      logs.add(Level.WARNING, "Job '" + jobName + "' failed to stop: " + Reason.of(e));
    }
  }

  /** Whether the job goes on although its time to stop is over. */
  boolean isOverdue() {
    return asked && System.nanoTime() - askedAt >= runtime.stopDeadline().time().toNanos();
  }
}
