package dev.rigel.server.flow;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowUpdate;
import dev.rigel.contract.flow.FlowsApi;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.server.http.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Flows over HTTP. */
@Path(FlowsApi.PATH)
@ApplicationScoped
public class FlowsResource implements FlowsApi {
  @Inject Flows flows;
  @Inject Answer answer;

  @Override
  public FlowResponse create(FlowCreate flow) {
    return answer.of(flows.create(flow));
  }

  @Override
  public FlowResponse read(UUID id) {
    return flows.read(id);
  }

  @Override
  public FlowResponse readByName(String name) {
    return flows.readByName(name);
  }

  @Override
  public void update(UUID id, FlowUpdate update) {
    flows.update(id, update);
  }

  @Override
  public void delete(UUID id) {
    flows.delete(id);
  }

  @Override
  public List<FlowResponse> filter(FlowQuery query) {
    return flows.list(query);
  }

  @Override
  public int count(CountQuery query) {
    return flows.count(query);
  }
}
