package dev.rigel.engine;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.JobRecordBuilder;
import dev.rigel.contract.job.StepRecord;
import jakarta.batch.runtime.BatchStatus;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** A server's record of one job. */
final class PlayedJobRecords {
  private final Map<String, StepRecord> steps = new TreeMap<>();
  private JobRecord job;

  /** Is told of each progress before it is recorded, and may refuse it. */
  volatile Consumer<JobProgress> recording = progress -> {};

  /** All that was recorded, in order. */
  final List<JobProgress> recorded = new ArrayList<>();

  synchronized JobRecord begin(JobAttemptCreate attempt) {
    var over =
        job == null
            || job.status() == BatchStatus.COMPLETED
            || !job.jobName().equals(attempt.jobName());
    if (over) {
      steps.clear();
    }
    var answer =
        over
            ? JobRecordBuilder.builder()
                .flowRunId(new UUID(0, 1))
                .attempt(job == null ? 1 : job.attempt() + 1)
                .jobName(attempt.jobName())
                .jobXmlDigest(attempt.jobXmlDigest())
                .status(BatchStatus.STARTING)
                .updated(OffsetDateTime.MIN)
                .steps(List.of())
                .build()
            : JobRecordBuilder.builder(read()).attempt(job.attempt() + 1).build();
    job = JobRecordBuilder.builder(answer).jobXmlDigest(attempt.jobXmlDigest()).build();
    return answer;
  }

  void record(int attempt, JobProgress progress) {
    recording.accept(progress);
    store(attempt, progress);
  }

  private synchronized void store(int attempt, JobProgress progress) {
    if (attempt != job.attempt()) {
      throw new RunReporter.Refused("Attempt " + attempt + " is over", new Exception());
    }
    recorded.add(progress);
    progress.steps().forEach(s -> steps.put(s.stepName() + "/" + s.partition(), s));
    job =
        JobRecordBuilder.builder(job)
            .status(progress.status())
            .exitStatus(progress.exitStatus())
            .restartPosition(progress.restartPosition())
            .executionId(progress.executionId())
            .build();
  }

  synchronized JobRecord read() {
    return JobRecordBuilder.builder(job).steps(List.copyOf(steps.values())).build();
  }
}
