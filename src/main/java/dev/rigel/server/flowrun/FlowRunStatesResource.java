package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.FlowRunStatesApi;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.server.http.ParameterForms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** States of flow runs over HTTP. */
@Path(FlowRunStatesApi.PATH)
@ApplicationScoped
public class FlowRunStatesResource implements FlowRunStatesApi {
  @Inject FlowRuns runs;

  @Override
  public List<StateResponse> list(UUID flowRunId) {
    return runs.states(ParameterForms.required("flow_run_id", flowRunId));
  }

  @Override
  public StateResponse read(UUID id) {
    return runs.state(id);
  }
}
