package dev.rigel.server.agent;

import dev.rigel.contract.agent.Host;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * This server as an agent: the runs that it executes itself are its own, so that they are lost with
 * it. It is registered with the first of them, and takes no runs from queues.
 */
@ApplicationScoped
public class ServerAgent {
  private final UUID id = UUID.randomUUID();
  private volatile boolean hasTaken;

  @Inject AgentRepository repository;
  @Inject Agents agents;
  @Inject Claims claims;
  @Inject FlowRunRepository runs;
  @Inject Clock clock;

  /**
   * Takes a run over from the agent that asks for that, or from whoever else made it PENDING; 404,
   * and 409 for one that is not PENDING.
   *
   * @return what speaks for the run as long as this server has it
   */
  @Transactional
  public RunToken takeOver(UUID flowRunId) {
    hasTaken = true;
    var host = Host.name();
    var pid = ProcessHandle.current().pid();
    var now = Times.now(clock);
    repository.lockServer(id, "server-" + host + "-" + pid, host, (int) pid, now).isHere(now);
    var run = runs.lock(flowRunId).orElseThrow(() -> Problem.notFound("Flow run not found"));
    if (run.stateType() != StateType.PENDING) {
      throw Problem.conflict(
          "Flow run %s is %s; only a PENDING run can be executed."
              .formatted(flowRunId, run.stateType()));
    }
    run.takenAway();
    var request = UUID.randomUUID();
    claims.give(id, request, List.of(run), Map.of());
    return claims.token(request, flowRunId);
  }

  /** It is here, if it has executed anything. */
  @Transactional
  public void beat() {
    if (hasTaken) {
      repository.lock(id).ifPresent(agent -> agent.isHere(Times.now(clock)));
    }
  }

  /** It is about to end: what it still has is taken from it. */
  @Transactional
  public void signOff() {
    if (hasTaken && repository.lock(id).isPresent()) {
      agents.signOff(id);
    }
  }
}
