package dev.rigel.server.job;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.JobRecordBuilder;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.RunProgress;
import dev.rigel.server.platform.Problem;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The door to the records of flow runs' jobs; each method is one transaction. */
@ApplicationScoped
@Transactional
public class FlowRunJobs implements RunProgress {
  @Inject FlowRunJobRepository jobs;
  @Inject FlowRunRepository runs;
  @Inject Clock clock;

  JobRecord read(UUID flowRunId) {
    return jobs.find(flowRunId).orElseThrow(FlowRunJobs::unrecorded);
  }

  /**
   * Begins an attempt, and gives its number with what is recorded of those before; nothing of a job
   * that has completed, or of another one. 404 if the run is unknown.
   */
  public JobRecord begin(UUID flowRunId, JobAttemptCreate attempt) {
    if (runs.lock(flowRunId).isEmpty()) { // so that two attempts begin one after the other
      throw Problem.notFound("Flow run not found");
    }
    var now = Times.now(clock);
    var before = jobs.find(flowRunId);
    if (before.isEmpty()) {
      jobs.insert(flowRunId, attempt, now);
      return nothing(flowRunId, 1, attempt, now);
    }
    var next = before.get().attempt() + 1;
    if (!goesOn(before.get(), attempt)) {
      jobs.clear(flowRunId);
      jobs.begin(flowRunId, next, attempt, now);
      return nothing(flowRunId, next, attempt, now);
    }
    var recorded =
        JobRecordBuilder.builder(before.get())
            .attempt(next)
            .steps(jobs.steps(flowRunId, true))
            .build();
    jobs.begin(flowRunId, next, attempt, now);
    return recorded;
  }

  private static boolean goesOn(JobRecord before, JobAttemptCreate attempt) {
    return before.status() != BatchStatus.COMPLETED && before.jobName().equals(attempt.jobName());
  }

  private static JobRecord nothing(
      UUID flowRunId, int number, JobAttemptCreate attempt, OffsetDateTime now) {
    return JobRecordBuilder.builder()
        .flowRunId(flowRunId)
        .attempt(number)
        .jobName(attempt.jobName())
        .jobXmlDigest(attempt.jobXmlDigest())
        .status(BatchStatus.STARTING)
        .updated(now)
        .steps(List.of())
        .build();
  }

  /**
   * Records progress of the newest attempt; 404 if the run has no record, 409 if the attempt is
   * another one.
   */
  public void record(UUID flowRunId, int attempt, JobProgress progress) {
    if (!jobs.update(flowRunId, attempt, progress, Times.now(clock))) {
      var newest = jobs.find(flowRunId).orElseThrow(FlowRunJobs::unrecorded).attempt();
      throw Problem.conflict(
          "Attempt %d of the job of flow run %s is not the newest: that is attempt %d."
              .formatted(attempt, flowRunId, newest));
    }
    progress.steps().forEach(step -> jobs.put(flowRunId, step));
  }

  @Override
  public void forget(UUID flowRunId) {
    jobs.clear(flowRunId);
  }

  private static Problem unrecorded() {
    return Problem.notFound("The flow run has no record of a batch job.");
  }
}
