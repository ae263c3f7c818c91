package dev.rigel.engine;

import jakarta.batch.operations.JobExecutionNotRunningException;
import java.util.logging.Level;

/** The end that was asked for of one job execution: asked for once, and not awaited for ever. */
final class JobStop {
  private final JobHome home;
  private final String jobName;
  private final RunLogs logs;
  private final long execution;
  private boolean asked;
  private long askedAt;

  /** Nobody has asked yet. */
  JobStop(JobHome home, String jobName, RunLogs logs, long execution) {
    this.home = home;
    this.jobName = jobName;
    this.logs = logs;
    this.execution = execution;
  }

  boolean isAsked() {
    return asked;
  }

  /** Asks the job to stop. */
  void ask() {
    asked = true;
    askedAt = System.nanoTime();
    try {
      logs.add(Level.INFO, "Stopping job '" + jobName + "'");
      home.operator().stop(execution);
    } catch (JobExecutionNotRunningException e) {
      // it ended by itself just now
    }
  }

  /** Whether the job goes on although its time to stop is over. */
  boolean isOverdue() {
    return asked && System.nanoTime() - askedAt >= home.stopDeadline().time().toNanos();
  }
}
