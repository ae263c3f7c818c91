package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;

/**
 * Flow runs executed by the server itself; an addition of Rigel's, which stock clients never call.
 */
@Path(FlowRunExecutionsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface FlowRunExecutionsApi {
  /** Below {@code /api}. */
  String PATH = "flow_run_executions";

  /**
   * Starts a PENDING run in the server's own batch runtime and returns at once; its states tell the
   * rest. 404 for an unknown run, 409 for one that is not PENDING, or whose deployment names no
   * batch job.
   */
  @POST
  @Path("{flow_run_id}")
  @Answers(202)
  void start(@PathParam("flow_run_id") UUID flowRunId);
}
