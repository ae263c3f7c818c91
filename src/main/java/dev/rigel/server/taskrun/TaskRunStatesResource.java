package dev.rigel.server.taskrun;

import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.taskrun.TaskRunStatesApi;
import dev.rigel.server.http.ParameterForms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** States of task runs over HTTP. */
@Path(TaskRunStatesApi.PATH)
@ApplicationScoped
public class TaskRunStatesResource implements TaskRunStatesApi {
  @Inject TaskRuns runs;

  @Override
  public List<StateResponse> list(UUID taskRunId) {
    return runs.states(ParameterForms.required("task_run_id", taskRunId));
  }

  @Override
  public StateResponse read(UUID id) {
    return runs.state(id);
  }
}
