package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.SimpleFlowRun;
import dev.rigel.contract.flowrun.UiFlowRunsApi;
import dev.rigel.contract.flowrun.UiHistoryQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;

/** Flow runs as the UI draws them, over HTTP. */
@Path(UiFlowRunsApi.PATH)
@ApplicationScoped
public class UiFlowRunsResource implements UiFlowRunsApi {
  @Inject FlowRuns runs;

  @Override
  public List<SimpleFlowRun> history(UiHistoryQuery query) {
    return runs.points(query);
  }
}
