package dev.rigel.server.flowrun;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import java.util.UUID;

/** What flow runs ask of the gate that all states pass. */
public interface FlowRunGate {

  /**
   * Judges a proposal and stores what comes of it; 404 for an unknown run. One transaction.
   *
   * @param apiVersion what the client speaks, {@code x.y.z}; null for the newest
   */
  OrchestrationResult propose(UUID id, StateProposal proposal, String apiVersion);

  /**
   * Puts a run, whose row the caller has locked, into a state without asking the rules, within the
   * caller's transaction.
   */
  void enter(FlowRun run, StateCreate state);

  /** Gives a new run its first state, without rules, within the caller's transaction. */
  void begin(FlowRun run, StateCreate first);
}
