package dev.rigel.engine;

import jakarta.batch.operations.JobOperator;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where jobs run: a JVM of their own, or an application server.
 *
 * @param operator the batch runtime
 * @param ends makes a judge of when an execution has ended; one per flow run
 * @param capture catches what the jobs log; already attached to the loggers
 * @param lookEvery how often a running job is looked at; steps and the end are seen that much late
 */
public record JobHome(
    JobOperator operator, Supplier<JobEnds> ends, LogCapture capture, Duration lookEvery) {}
