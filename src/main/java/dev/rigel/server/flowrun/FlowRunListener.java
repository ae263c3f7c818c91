package dev.rigel.server.flowrun;

import java.util.Map;

/**
 * Hears of every state that a flow run enters through the gate, forced or not, but not of its first
 * one.
 */
public interface FlowRunListener {

  /**
   * The run has entered the state; within the transaction that stores it. Whatever is thrown undoes
   * the transition.
   */
  void entered(FlowRun run, FlowRunState state);

  /** Many runs have entered states, within one transaction. */
  default void enteredAll(Map<FlowRun, FlowRunState> entered) {
    entered.forEach(this::entered);
  }
}
