package dev.rigel.agent;

import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.flowrun.FlowRunResponse;
import java.util.Optional;
import java.util.UUID;

/**
 * A run for an agent.
 *
 * @param token what it starts speaks for the run with this key; empty where the agent's own has to
 *     do
 */
record Assignment(FlowRunResponse flowRun, Optional<String> token) {

  /** One that was found on a queue. */
  static Assignment found(FlowRunResponse flowRun) {
    return new Assignment(flowRun, Optional.empty());
  }

  /** One that the server has given. */
  static Assignment given(Claim claim) {
    return new Assignment(claim.flowRun(), Optional.of(claim.token()));
  }

  UUID id() {
    return flowRun.id();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "flow run " + id();
  }
}
