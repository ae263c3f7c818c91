package dev.rigel.engine;

import jakarta.batch.runtime.JobExecution;

/**
 * Tells when a job execution has ended for good. The batch status alone does not: JBeret shows
 * FAILED while a transition may still lead to another step, and COMPLETED while the job's listeners
 * run.
 */
public interface JobEnds {

  /** Whether nothing more will happen in this execution. Asked again and again, by one thread. */
  boolean haveEnded(JobExecution execution);
}
