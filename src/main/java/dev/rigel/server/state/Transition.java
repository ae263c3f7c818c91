package dev.rigel.server.state;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateType;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run, locked, and the state that is proposed for it.
 *
 * @param now when it is judged; once it is entered, the time that the new state carries
 * @param origin what the new state keeps of its proposal
 * @param displacing what other runs enter if this one enters its state
 */
public record Transition<R extends Run>(
    R run,
    StateCreate proposed,
    OffsetDateTime now,
    StateOrigin origin,
    List<Verdict.Displace> displacing) {

  /** One that displaces no other run. */
  public Transition(R run, StateCreate proposed, OffsetDateTime now, StateOrigin origin) {
    this(run, proposed, now, origin, List.of());
  }

  /** One that nobody has proposed under an id. */
  public Transition(R run, StateCreate proposed, OffsetDateTime now) {
    this(run, proposed, now, StateOrigin.UNNAMED);
  }

  /** The type it leaves; none before the first state. */
  public @Nullable StateType from() {
    return run.stateType();
  }

  /** The type it is to enter. */
  public StateType to() {
    return proposed.type();
  }

  /** Whether the run has ended and would not stay so. */
  public boolean leavesAnEnd() {
    return from() != null && from().isTerminal();
  }

  /** Whether the run would begin to count against the limits of its queues. */
  public boolean takesAPlace() {
    return to().takesAPlace() && (from() == null || !from().takesAPlace());
  }

  /** The name that the new state will have. */
  public String name() {
    return proposed.name() == null ? to().defaultName() : proposed.name();
  }

  /** The same at another time. */
  public Transition<R> at(OffsetDateTime time) {
    return new Transition<>(run, proposed, time, origin, displacing);
  }

  /** Another state in place of the proposed one. */
  public Transition<R> rejected(StateCreate state, String reason) {
    return new Transition<>(run, state, now, origin.rejected(reason));
  }

  /** Another state in place of the proposed one, as good as that to whoever proposed it. */
  public Transition<R> instead(StateCreate state) {
    return new Transition<>(run, state, now, origin, displacing);
  }

  /** The proposed state under another name. */
  public Transition<R> renamed(String name) {
    var state = StateCreateBuilder.builder(proposed).name(name).build();
    return new Transition<>(run, state, now, origin, displacing);
  }

  /** The same, with others that have to make room for it. */
  public Transition<R> displacing(Verdict.Displace others) {
    var all = new ArrayList<>(displacing);
    all.add(others);
    return new Transition<>(run, proposed, now, origin, List.copyOf(all));
  }
}
