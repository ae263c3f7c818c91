package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Answers;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** Flow runs. */
@Path(FlowRunsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface FlowRunsApi {
  /** Below {@code /api}. */
  String PATH = "flow_runs";

  /**
   * Makes a run (201) or answers the one with the same idempotency key (200); 409 for an unknown
   * flow.
   */
  @POST
  @Path("/")
  @Answers(201)
  FlowRunResponse create(FlowRunCreate run);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  FlowRunResponse read(@PathParam("id") UUID id);

  /**
   * Changes the given fields; 404 if unknown, 409 for the priority or the queue of a run that does
   * not wait.
   */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, FlowRunUpdate update);

  /** Deletes a run with its states and task runs, not its logs; 404 if unknown. */
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

  /**
   * Cancels a run, whatever it does or waits for: 201 for ACCEPT, 200 for ABORT, it had ended
   * before; 404 if the run is unknown. It is CANCELLED from now on; or, if it is RUNNING and an
   * agent has claimed it, {@code Cancelling} (of the type RUNNING) until that agent has ended it,
   * or is lost, or has taken too long. Again it changes nothing. A proposal of CANCELLED waits for
   * the time of a run that is planned for later.
   *
   * @param force not to wait for the agent: the run is CANCELLED at once and no longer the agent's,
   *     which kills what it has of it
   */
  @POST
  @Path("{id}/cancel")
  @Answers(201)
  OrchestrationResult cancel(
      @PathParam("id") UUID id, @QueryParam("force") @DefaultValue("false") boolean force);

  /**
   * Retries a run that has ended: it goes back to its queue, due at once, and a batch job goes on
   * from its last checkpoint. 201 for ACCEPT, 200 for ABORT: it has not ended, has completed, or
   * has no deployment; 404 if the run is unknown.
   *
   * @param fromStart to begin anew, a run that has completed too: what is recorded of its job is
   *     forgotten
   */
  @POST
  @Path("{id}/retry")
  @Answers(201)
  OrchestrationResult retry(
      @PathParam("id") UUID id, @QueryParam("from_start") @DefaultValue("false") boolean fromStart);

  /** Lists runs. */
  @POST
  @Path("filter")
  List<FlowRunResponse> filter(FlowRunQuery query);

  /** Counts runs. */
  @POST
  @Path("count")
  int count(CountQuery query);

  /** Counts runs by interval and state; 422 for an interval below 1 s. */
  @POST
  @Path("history")
  List<HistoryResponse> history(HistoryQuery query);

  /**
   * Why a run does not go on, and who has it; empty if nothing is known that it waits for; 404 if
   * unknown.
   */
  @GET
  @Path("{id}/waiting")
  List<WaitReason> waiting(@PathParam("id") UUID id);

  /** The task runs of a run and what they depend on; 404 if unknown. */
  @GET
  @Path("{id}/graph")
  List<GraphNode> graph(@PathParam("id") UUID id);
}
