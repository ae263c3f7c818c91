package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunUpdate;
import dev.rigel.contract.flowrun.FlowRunsApi;
import dev.rigel.contract.flowrun.GraphNode;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.server.http.Answer;
import dev.rigel.server.http.RequestRules;
import dev.rigel.server.state.Proposer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;

/** Flow runs over HTTP. */
@Path(FlowRunsApi.PATH)
@ApplicationScoped
public class FlowRunsResource implements FlowRunsApi {
  @Inject FlowRuns runs;
  @Inject FlowRunGate gate;
  @Inject WaitReasons waitReasons;
  @Inject Answer answer;
  @Inject HttpServletRequest request;

  @Override
  public FlowRunResponse create(FlowRunCreate run) {
    return answer.of(runs.create(run, null));
  }

  @Override
  public FlowRunResponse read(UUID id) {
    return runs.read(id);
  }

  @Override
  public void update(UUID id, FlowRunUpdate update) {
    runs.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    runs.delete(id);
  }

  @Override
  public OrchestrationResult setState(UUID id, StateProposal proposal) {
    var by =
        Proposer.client(
            request.getHeader(RequestRules.VERSION_HEADER),
            request.getHeader(HttpHeaders.AUTHORIZATION));
    return answer.of(gate.propose(List.of(id), proposal, by).get(0));
  }

  @Override
  public OrchestrationResult cancel(UUID id, boolean force) {
    return answer.of(runs.cancel(id, force));
  }

  @Override
  public OrchestrationResult retry(UUID id, boolean fromStart) {
    return answer.of(runs.retry(id, fromStart));
  }

  @Override
  public List<FlowRunResponse> filter(FlowRunQuery query) {
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

  @Override
  public List<WaitReason> waiting(UUID id) {
    return waitReasons.of(id);
  }

  @Override
  public List<GraphNode> graph(UUID id) {
    return runs.graph(id);
  }
}
