package dev.rigel.server.agent;

import dev.rigel.contract.agent.AgentCreate;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.AgentQuery;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentsApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Agents over HTTP. */
@Path(AgentsApi.PATH)
@ApplicationScoped
public class AgentsResource implements AgentsApi {
  @Inject Agents agents;
  @Inject Waiters waiters;

  @Override
  public AgentResponse create(AgentCreate agent) {
    return agents.create(agent);
  }

  @Override
  public AgentResponse read(UUID id) {
    return agents.read(id);
  }

  @Override
  public List<AgentResponse> filter(AgentQuery query) {
    return agents.list(query);
  }

  @Override
  public CompletionStage<AgentOrders> exchange(UUID id, AgentExchange exchange) {
    return waiters.exchange(id, exchange);
  }

  @Override
  public void drain(UUID id) {
    agents.drain(id);
  }

  @Override
  public void delete(UUID id) {
    agents.signOff(id);
  }
}
