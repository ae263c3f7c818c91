package dev.rigel.contract.taskrun;

import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;

/** Task runs. */
@Path(TaskRunsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface TaskRunsApi {
  /** Below {@code /api}. */
  String PATH = "task_runs";

  /**
   * Makes a task run (201) or answers the one with the same keys (200); 409 for an unknown flow
   * run.
   */
  @POST
  @Path("/")
  @Answers(201)
  TaskRunResponse create(TaskRunCreate run);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  TaskRunResponse read(@PathParam("id") UUID id);

  /** Deletes one with its states; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /**
   * Proposes a state: 201 for ACCEPT and REJECT, 200 for WAIT and ABORT; 404 if the run is unknown,
   * 409 for the {@code proposal_id} of another run's state.
   */
  @POST
  @Path("{id}/set_state")
  @Answers(201)
  OrchestrationResult setState(@PathParam("id") UUID id, StateProposal proposal);

  /** Lists task runs. */
  @POST
  @Path("filter")
  List<TaskRunResponse> filter(TaskRunQuery query);

  /** Counts task runs. */
  @POST
  @Path("count")
  int count(CountQuery query);

  /** Counts runs by interval and state; 422 for an interval below 1 s. */
  @POST
  @Path("history")
  List<HistoryResponse> history(HistoryQuery query);
}
