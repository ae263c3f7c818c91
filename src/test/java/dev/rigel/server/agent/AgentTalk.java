package dev.rigel.server.agent;

import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.state.Proposer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What agents say to a server in tests, and what their processes say. */
record AgentTalk(ServerHarness server) {

  /** One that serves a queue. */
  UUID agent(String queue) {
    return server
        .get(Agents.class)
        .create(
            AgentCreateBuilder.builder()
                .name("a")
                .queues(List.of(queue))
                .prefixes(List.of())
                .labels(List.of())
                .build())
        .id();
  }

  AgentOrders exchange(UUID agent, AgentExchange exchange) {
    return server.get(Exchanges.class).exchange(agent, exchange).orders();
  }

  static AgentExchange asking(int free) {
    return AgentExchangeBuilder.builder().requestId(UUID.randomUUID()).free(free).build();
  }

  static AgentExchange having(UUID... runs) {
    return AgentExchangeBuilder.builder(asking(0)).flowRunIds(List.of(runs)).build();
  }

  /** What a new agent gets of a queue: one run. */
  Claim claim(String queue) {
    return exchange(agent(queue), asking(1)).claims().get(0);
  }

  /** What the gate says to the process that has the claim's token. */
  OrchestrationResult propose(Claim claim, StateType type) {
    return propose(claim, StateProposal.of(StateCreate.of(type, null)));
  }

  OrchestrationResult force(Claim claim, StateType type) {
    return propose(claim, StateProposal.forced(StateCreate.of(type, null)));
  }

  private OrchestrationResult propose(Claim claim, StateProposal proposal) {
    var by = Proposer.client(null, "Bearer " + claim.token());
    var run = claim.flowRun().id();
    return server.get(FlowRunGate.class).propose(List.of(run), proposal, by).get(0);
  }

  /** Time passes while the server listens, and all agents that are not heard of are lost. */
  void loseAll() {
    look();
    for (var seconds : List.of(10, 10, 10, 10, 6)) {
      server.clock().advance(Duration.ofSeconds(seconds));
      look();
    }
  }

  private void look() {
    while (server.get(LostAgents.class).losePage()) {
      // page by page
    }
  }
}
