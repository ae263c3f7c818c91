package dev.rigel.cli;

import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.StepRecord;
import jakarta.batch.runtime.BatchStatus;
import java.util.Locale;
import java.util.stream.Collectors;

/** With what a job goes on, in words. */
final class JobPosition {
  private JobPosition() {}

  static String of(JobRecord job) {
    var open =
        job.steps().stream()
            .filter(step -> step.partition() == null && step.status() != BatchStatus.COMPLETED)
            .map(JobPosition::of)
            .collect(Collectors.joining(", "));
    if (job.restartPosition() != null) {
      return "Its job goes on with '" + job.restartPosition() + "', as it asked for.";
    }
    if (!open.isEmpty()) {
      return "Its job goes on with " + open + ".";
    }
    if (job.executionId() != null) {
      return "Its job goes on where it ended, if its server's batch repository still knows it.";
    }
    return job.steps().isEmpty()
        ? "Its job begins with the first step."
        : "Its job goes on where it ended.";
  }

  private static String of(StepRecord step) {
    var read = step.counts().readCount();
    return "step '"
        + step.stepName()
        + (read == 0 ? "'" : String.format(Locale.ROOT, "' after %,d items", read));
  }
}
