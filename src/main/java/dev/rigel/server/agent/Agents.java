package dev.rigel.server.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;

import dev.rigel.contract.agent.AgentCreate;
import dev.rigel.contract.agent.AgentQuery;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.settings.ServerSettings;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The door to agents; each method is one transaction. */
@ApplicationScoped
@Transactional
class Agents {
  @Inject AgentRepository agents;
  @Inject Claims claims;
  @Inject LostRuns lostRuns;
  @Inject WorkQueues queues;
  @Inject Wakes wakes;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  AgentResponse create(AgentCreate create) {
    create.queues().forEach(queues::ensure);
    var agent = new Agent(create, Times.now(clock));
    agents.add(agent);
    return agent.response(null, List.of(), settings.get(AGENT_LOST));
  }

  /** Reads one; 404. */
  public AgentResponse read(UUID id) {
    return responses(List.of(agents.find(id).orElseThrow(() -> unknown(id)))).get(0);
  }

  List<AgentResponse> list(AgentQuery query) {
    return responses(agents.list(query));
  }

  private List<AgentResponse> responses(List<Agent> found) {
    var runs = claims.of(found.stream().map(Agent::id).toList());
    var names =
        queues.names(found.stream().map(Agent::workQueueId).filter(Objects::nonNull).toList());
    return found.stream()
        .map(
            agent ->
                agent.response(
                    agent.workQueueId() == null ? null : names.get(agent.workQueueId()),
                    runs.getOrDefault(agent.id(), List.of()),
                    settings.get(AGENT_LOST)))
        .toList();
  }

  void drain(UUID id) {
    agents.lock(id).orElseThrow(() -> unknown(id)).drain(Times.now(clock));
    wakes.tell(Set.of(Wake.agent(id)));
  }

  /** Signs one off; what it still has is taken from it; 404. */
  void signOff(UUID id) {
    var agent = agents.lock(id).orElseThrow(() -> unknown(id));
    lostRuns.take(lostRuns.all(agent, agent.title() + " has signed off"));
    agent.signOff(Times.now(clock));
  }

  static Problem unknown(UUID id) {
    return Problem.notFound("Agent " + id + " is unknown or has signed off. It registers anew.");
  }
}
