package dev.rigel.server.job;

import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.UUID;

/** Records of batch jobs over HTTP. */
@Path(FlowRunJobsApi.PATH)
@ApplicationScoped
public class FlowRunJobsResource implements FlowRunJobsApi {
  @Inject FlowRunJobs jobs;

  @Override
  public JobRecord read(UUID flowRunId) {
    return jobs.read(flowRunId);
  }

  @Override
  public JobRecord begin(UUID flowRunId, JobAttemptCreate attempt) {
    return jobs.begin(flowRunId, attempt);
  }

  @Override
  public void record(UUID flowRunId, int attempt, JobProgress progress) {
    jobs.record(flowRunId, attempt, progress);
  }
}
