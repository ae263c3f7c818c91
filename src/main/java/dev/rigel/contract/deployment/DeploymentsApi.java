package dev.rigel.contract.deployment;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deployments. */
@Path(DeploymentsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface DeploymentsApi {
  /** Below {@code /api}. */
  String PATH = "deployments";

  /** Makes (201) or overwrites (200) a deployment; 409 for an unknown flow or block. */
  @POST
  @Path("/")
  @Answers(201)
  DeploymentResponse create(DeploymentCreate deployment);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  DeploymentResponse read(@PathParam("id") UUID id);

  /** Reads one by the names of its flow and itself; 404 if unknown. */
  @GET
  @Path("name/{flow_name}/{deployment_name}")
  DeploymentResponse readByName(
      @PathParam("flow_name") String flowName, @PathParam("deployment_name") String deploymentName);

  /**
   * Changes the given fields; 404 if unknown, 409 for an unknown block, and for a policy that has
   * too much to catch up before a change.
   */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, DeploymentUpdate update);

  /** Deletes a deployment and its SCHEDULED runs; other runs stay, without it; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /** Lists deployments. */
  @POST
  @Path("filter")
  List<DeploymentResponse> filter(DeploymentQuery query);

  /** Counts deployments. */
  @POST
  @Path("count")
  int count(CountQuery query);

  /** Plants the runs of an active schedule now; does nothing for an unknown deployment. */
  @POST
  @Path("{id}/schedule")
  @Answers(200)
  void schedule(@PathParam("id") UUID id, ScheduleRequest request);

  /**
   * The next dates of the schedule, soonest first, none of them planted by asking; of one that is
   * switched off, the dates it would have; none without a schedule, none after the end of its
   * policy, no more than its maximum of runs leaves. 404 if unknown; 422 for a limit out of range.
   *
   * @param limit how many, 1 to 200; default 10
   * @param until none after this time; default: as many as the limit allows
   */
  @GET
  @Path("{id}/upcoming")
  List<UpcomingDate> upcoming(
      @PathParam("id") UUID id,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("until") @Nullable OffsetDateTime until);

  /** Switches the schedule on; 404 if unknown. */
  @POST
  @Path("{id}/set_schedule_active")
  @Answers(200)
  void setScheduleActive(@PathParam("id") UUID id);

  /** Switches the schedule off and deletes the planted runs; 404 if unknown. */
  @POST
  @Path("{id}/set_schedule_inactive")
  @Answers(200)
  void setScheduleInactive(@PathParam("id") UUID id);

  /**
   * Makes a run (201) or answers the one with the same idempotency key (200); 404 if unknown, 409
   * for an unknown block or parent, and for a run to be SCHEDULED when {@code max_queued_runs} are
   * queued; 422 for parameters that do not fit, if {@code enforce_parameter_schema} asks for that.
   */
  @POST
  @Path("{id}/create_flow_run")
  @Answers(201)
  FlowRunResponse createFlowRun(@PathParam("id") UUID id, DeploymentFlowRunCreate run);

  /** Work queues whose legacy filter takes this deployment; 404 if unknown. Deprecated. */
  @GET
  @Path("{id}/work_queue_check")
  List<WorkQueueResponse> workQueueCheck(@PathParam("id") UUID id);
}
