package dev.rigel.server.flowrun;

import java.util.List;

/** Hears of every state that a flow run enters through the gate, forced or not. */
public interface FlowRunListener {

  /**
   * Runs have entered states; within the transaction that stores them. Whatever is thrown undoes
   * it.
   */
  void entered(List<Entered> entered);
}
