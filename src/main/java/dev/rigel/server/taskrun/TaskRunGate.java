package dev.rigel.server.taskrun;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import java.util.UUID;

/** What task runs ask of the gate that all states pass. */
public interface TaskRunGate {

  /** Judges a proposal and stores what comes of it; 404 for an unknown run. One transaction. */
  OrchestrationResult propose(UUID id, StateProposal proposal);

  /** Inserts a run in its first state without asking the rules, within the caller's transaction. */
  TaskRunState enter(TaskRun run, StateCreate first);
}
