package dev.rigel.server.orchestration;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.state.Run;
import java.time.OffsetDateTime;

/**
 * A run, locked, and the state that is proposed for it.
 *
 * @param now when it is judged; once it is entered, the time that the new state carries
 */
record Transition<R extends Run>(R run, StateCreate proposed, OffsetDateTime now) {

  /** The type it leaves; null before the first state. */
  StateType from() {
    return run.stateType();
  }

  StateType to() {
    return proposed.type();
  }

  boolean leavesAnEnd() {
    return from() != null && from().isTerminal();
  }

  /** The name that the new state will have. */
  String name() {
    return proposed.name() == null ? to().defaultName() : proposed.name();
  }

  /** The same run with another state, or at another time. */
  Transition<R> to(StateCreate state, OffsetDateTime time) {
    return new Transition<>(run, state, time);
  }

  Transition<R> renamed(String name) {
    return new Transition<>(
        run,
        new StateCreate(
            to(), name, proposed.message(), proposed.data(), proposed.stateDetails(), null, null),
        now);
  }
}
