package dev.rigel.server.taskrun;

import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunsApi;
import dev.rigel.server.http.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Task runs over HTTP. */
@Path(TaskRunsApi.PATH)
@ApplicationScoped
public class TaskRunsResource implements TaskRunsApi {
  @Inject TaskRuns runs;
  @Inject TaskRunGate gate;
  @Inject Answer answer;

  @Override
  public TaskRunResponse create(TaskRunCreate run) {
    return answer.of(runs.create(run));
  }

  @Override
  public TaskRunResponse read(UUID id) {
    return runs.read(id);
  }

  @Override
  public void delete(UUID id) {
    runs.delete(id);
  }

  @Override
  public OrchestrationResult setState(UUID id, StateProposal proposal) {
    return answer.of(gate.propose(id, proposal));
  }

  @Override
  public List<TaskRunResponse> filter(TaskRunQuery query) {
    return runs.list(query);
  }

  @Override
  public int count(CountQuery query) {
    return runs.count(query);
  }

  @Override
  public List<HistoryResponse> history(HistoryQuery query) {
    return runs.history(query);
  }
}
