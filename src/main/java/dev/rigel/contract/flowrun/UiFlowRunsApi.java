package dev.rigel.contract.flowrun;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/** Flow runs as the UI draws them. */
@Path(UiFlowRunsApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface UiFlowRunsApi {
  /** Below {@code /api}. */
  String PATH = "ui/flow_runs";

  /** One point a run; limit at most 1000. */
  @POST
  @Path("history")
  List<SimpleFlowRun> history(UiHistoryQuery query);
}
