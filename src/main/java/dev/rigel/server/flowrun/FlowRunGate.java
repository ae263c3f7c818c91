package dev.rigel.server.flowrun;

import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.server.state.Proposer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What flow runs ask of the gate that all states pass. */
public interface FlowRunGate {

  /**
   * Judges a state that is proposed for runs, one after the other in the order of their ids, and
   * stores what comes of it; 404 for an unknown run. One transaction.
   *
   * @param proposal with an id for one run only
   * @return what comes of it, in the order of the runs' ids
   */
  List<OrchestrationResult> propose(Collection<UUID> runs, StateProposal proposal, Proposer by);

  /**
   * The same for runs whose rows the caller has locked, each with a proposal of its own, within the
   * caller's transaction.
   *
   * @return what comes of it, in the same order
   */
  List<OrchestrationResult> propose(Map<FlowRun, StateProposal> proposals, Proposer by);

  /**
   * Puts runs, whose rows the caller has locked, into states without asking the rules, within the
   * caller's transaction; a new run is inserted with its first state. A query between two of them
   * would write each by itself; so all that is to follow comes when all have entered.
   *
   * @return in the same order
   */
  List<Entered> enter(Map<FlowRun, StateCreate> states);

  /**
   * The same for runs that are taken from whoever has them: what goes on in the processes of those
   * that are RUNNING is CRASHED, also where they are to begin anew.
   */
  List<Entered> lose(Map<FlowRun, StateCreate> states);
}
