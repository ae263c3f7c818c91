package dev.rigel.engine;

import dev.rigel.contract.state.StateType;
import jakarta.batch.runtime.BatchStatus;

/** What a batch status means as a state, for jobs and steps alike. */
final class BatchStates {
  private BatchStates() {}

  static StateType stateOf(BatchStatus status) {
    return switch (status) {
      case STARTING -> StateType.PENDING;
      case STARTED, STOPPING -> StateType.RUNNING;
      case COMPLETED -> StateType.COMPLETED;
      case FAILED -> StateType.FAILED;
      case STOPPED -> StateType.CANCELLED;
      // given up by an operator: the work itself never ended
      case ABANDONED -> StateType.CRASHED;
    };
  }

  static boolean isFinal(BatchStatus status) {
    return stateOf(status).isTerminal();
  }
}
