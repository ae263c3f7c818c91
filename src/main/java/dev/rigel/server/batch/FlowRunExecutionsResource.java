package dev.rigel.server.batch;

import dev.rigel.contract.flowrun.FlowRunExecutionsApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.UUID;

/** Executions in the server over HTTP. */
@Path(FlowRunExecutionsApi.PATH)
@ApplicationScoped
public class FlowRunExecutionsResource implements FlowRunExecutionsApi {
  @Inject ServerRuntime runtime;

  @Override
  public void start(UUID flowRunId) {
    runtime.start(flowRunId);
  }
}
