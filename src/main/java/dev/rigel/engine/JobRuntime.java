package dev.rigel.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Where jobs run: a JVM of their own, an agent's, or an application server.
 *
 * @param executions makes what the batch runtime is to one run
 * @param starter in what a job is started
 * @param capture catches what the jobs log; already attached to the loggers
 * @param threads runs the asking to stop, which calls the job's own code and may never return
 * @param lookEvery how often a running job is looked at; steps and the end are seen that much late
 * @param stopDeadline when a job that was asked to stop is given up
 */
public record JobRuntime(
    Function<JobJournal, Executions> executions,
    Starter starter,
    LogCapture capture,
    Executor threads,
    Duration lookEvery,
    StopDeadline stopDeadline) {

  /** Starts a job, in whatever surroundings the batch runtime needs. */
  public interface Starter {
    /**
     * Starts it.
     *
     * @param start asks the batch runtime; gives the execution's id
     */
    long start(LongSupplier start);
  }

  /** The same with another deadline. */
  public JobRuntime with(StopDeadline deadline) {
    return new JobRuntime(executions, starter, capture, threads, lookEvery, deadline);
  }
}
