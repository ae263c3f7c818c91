package dev.rigel.engine;

import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which job execution the current thread works for. The contexts are beans by the standard (Batch
 * 2.1), so asking CDI works in every runtime; outside a job they are absent or cannot be made.
 *
 * @param stepExecutionId 0 outside steps
 */
record JobThread(long executionId, long stepExecutionId) {

  static Optional<JobThread> current() {
    var job = context(JobContext.class);
    if (job == null) {
      return Optional.empty();
    }
    var step = context(StepContext.class);
    return Optional.of(
        new JobThread(job.getExecutionId(), step == null ? 0 : step.getStepExecutionId()));
  }

  private static <T> @Nullable T context(Class<T> type) {
    // closed at once: CDI would keep the reference for as long as itself
    try (var handle = CDI.current().select(type).getHandle()) {
      return handle.get();
    } catch (RuntimeException e) {
      return null; // no container, no such bean, or no job on this thread
    }
  }
}
