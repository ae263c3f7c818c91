package dev.rigel.server.orchestration;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.StateOrigin;
import java.time.OffsetDateTime;

/**
 * A run, locked, and the state that is proposed for it.
 *
 * @param now when it is judged; once it is entered, the time that the new state carries
 * @param origin what the new state keeps of its proposal
 */
record Transition<R extends Run>(
    R run, StateCreate proposed, OffsetDateTime now, StateOrigin origin) {

  /** One that nobody has proposed under an id. */
  Transition(R run, StateCreate proposed, OffsetDateTime now) {
    this(run, proposed, now, StateOrigin.UNNAMED);
  }

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

  /** The same at another time. */
  Transition<R> at(OffsetDateTime time) {
    return new Transition<>(run, proposed, time, origin);
  }

  /** Another state in place of the proposed one. */
  Transition<R> rejected(StateCreate state, String reason) {
    return new Transition<>(run, state, now, origin.rejected(reason));
  }

  Transition<R> renamed(String name) {
    return new Transition<>(
        run,
        new StateCreate(
            to(), name, proposed.message(), proposed.data(), proposed.stateDetails(), null, null),
        now,
        origin);
  }
}
