package dev.rigel.server.flowrun;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What flow runs ask of the gate that all states pass. */
public interface FlowRunGate {

  /**
   * Judges a proposal and stores what comes of it; 404 for an unknown run. One transaction.
   *
   * @param apiVersion what the client speaks, {@code x.y.z}; null for the newest
   */
  OrchestrationResult propose(UUID id, StateProposal proposal, String apiVersion);

  /**
   * Ends a run that has not ended, whatever it waits for; 404 for an unknown run. One transaction.
   */
  OrchestrationResult cancel(UUID id);

  /**
   * Puts a run, whose row the caller has locked, into a state without asking the rules, within the
   * caller's transaction.
   */
  void enter(FlowRun run, StateCreate state);

  /**
   * Puts runs, whose rows the caller has locked, into states without asking the rules, within the
   * caller's transaction. A query between two of them would write each by itself; so all that is to
   * follow comes when all have entered.
   */
  void enterAll(List<FlowRun> runs, Function<FlowRun, StateCreate> state);

  /**
   * As {@link #enterAll}, for runs whose start has come, oldest first; but what a schedule planted
   * is asked for its policy before, and may end instead, make others end, or stay as it is.
   *
   * @return how many runs entered a state
   */
  int enterAllDue(List<FlowRun> runs, Function<FlowRun, StateCreate> state);

  /**
   * Ends planted runs that wait and that, by their schedule's policy, time has overtaken; within
   * the caller's transaction.
   *
   * @param deployments how many to look at, at most
   * @return whether there may be more
   */
  boolean endOvertaken(int deployments);

  /** Gives a new run its first state, without rules, within the caller's transaction. */
  void begin(FlowRun run, StateCreate first);
}
