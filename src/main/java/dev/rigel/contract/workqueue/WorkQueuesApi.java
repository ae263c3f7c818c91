package dev.rigel.contract.workqueue;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Work queues. */
@Path(WorkQueuesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface WorkQueuesApi {
  /** Below {@code /api}. */
  String PATH = "work_queues";

  /** Makes a queue; 409 if the name is taken. */
  @POST
  @Path("/")
  @Answers(201)
  WorkQueueResponse create(WorkQueueCreate queue);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  WorkQueueResponse read(@PathParam("id") UUID id);

  /** Reads one by its exact name; 404 if unknown. */
  @GET
  @Path("name/{name}")
  WorkQueueResponse readByName(@PathParam("name") String name);

  /** Changes the given fields; 404 if unknown, 409 if the name is taken. */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, WorkQueueUpdate update);

  /** Deletes a queue; runs and deployments keep its name; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /**
   * The runs that are ready, soonest first, within the limit; nothing is reserved. Counts as a poll
   * unless {@code ui} is true; 404 if unknown.
   */
  @POST
  @Path("{id}/get_runs")
  List<FlowRunResponse> getRuns(
      @PathParam("id") UUID id, GetRuns request, @HeaderParam("X-PREFECT-UI") @Nullable String ui);

  /** Lists queues by name. */
  @POST
  @Path("filter")
  List<WorkQueueResponse> filter(WorkQueueQuery query);

  /** Counts queues. */
  @POST
  @Path("count")
  int count(WorkQueueCountQuery query);

  /** Whether the queue is served; 404 if unknown. */
  @GET
  @Path("{id}/status")
  WorkQueueStatusResponse status(@PathParam("id") UUID id);
}
