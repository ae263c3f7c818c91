package dev.rigel.agent;

import dev.rigel.contract.flowrun.FlowRunResponse;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What an agent tells the server about the runs in its hands. */
interface RunStates {

  /**
   * The same for one run, as long as it is the agent's own; afterwards nothing is told of it,
   * however late that turns out.
   */
  default RunStates whileOwn(BooleanSupplier isOwn) {
    return this;
  }

  /**
   * Makes a run the agent's own.
   *
   * @param place left while it waits; a run that finds it taken then will be offered again
   * @return whether the run is ours now
   */
  boolean take(FlowRunResponse run, Places.Place place) throws InterruptedException;

  /**
   * The agent stops before it could start a run that it has taken, as far as it knows: if it has,
   * back to the queue with it.
   */
  void giveBack(FlowRunResponse run);

  /** The run could not be started, and will not be. */
  void reportFailed(UUID id, Exception reason);

  /** Where the run executes; a server that does not care for it does no harm. */
  void reportPid(UUID id, String pid);

  /**
   * What the run executed on is dead. Not forced, so that an end that the run itself has reported
   * stays.
   */
  void reportCrashed(UUID id, String message);

  /**
   * The run was to be cancelled, and has ended.
   *
   * @param how a sentence for people
   */
  void reportCancelled(UUID id, String how);

  /** A process has ended as if all was well; nobody knows yet whether it has reported the end. */
  void reportEnded(UUID id);
}
