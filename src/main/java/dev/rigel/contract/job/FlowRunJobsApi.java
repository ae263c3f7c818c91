package dev.rigel.contract.job;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/**
 * Records of the batch jobs of flow runs, kept by the processes that execute them. A record lives
 * as long as its run.
 */
@Path(FlowRunJobsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface FlowRunJobsApi {
  /** Below {@code /api}. */
  String PATH = "flow_run_jobs";

  /** Reads the record of a run, without what is serialized in it; 404 if it has none. */
  @GET
  @Path("{flow_run_id}")
  JobRecord read(@PathParam("flow_run_id") UUID flowRunId);

  /**
   * Begins an attempt and answers its number, with what was recorded before: empty if the job had
   * completed, was another one, or is to begin anew. From now on nothing is taken of earlier
   * attempts. 404 if the run is unknown.
   */
  @POST
  @Path("{flow_run_id}/attempts")
  @Answers(201)
  JobRecord begin(@PathParam("flow_run_id") UUID flowRunId, JobAttemptCreate attempt);

  /**
   * Records progress of an attempt; 404 if the run has no record, 409 if a later attempt has begun,
   * and nothing is recorded.
   */
  @POST
  @Path("{flow_run_id}/attempts/{attempt}/progress")
  void record(
      @PathParam("flow_run_id") UUID flowRunId,
      @PathParam("attempt") int attempt,
      JobProgress progress);
}
