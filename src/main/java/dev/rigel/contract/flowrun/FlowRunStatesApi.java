package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.state.StateResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** States that flow runs have had. */
@Path(FlowRunStatesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface FlowRunStatesApi {
  /** Below {@code /api}. */
  String PATH = "flow_run_states";

  /** All states of a run, oldest first; none for an unknown run; 422 without the id. */
  @GET
  @Path("/")
  List<StateResponse> list(@QueryParam("flow_run_id") @Required UUID flowRunId);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  StateResponse read(@PathParam("id") UUID id);
}
