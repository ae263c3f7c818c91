package dev.rigel.stress;

import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateType;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** A state that a run has entered. */
record Entry(Run run, State state, Span time) {
  /** Of an agent's claim, and what agents of this test write. */
  private static final Pattern BY =
      Pattern.compile("(?:Claimed by agent '|Taken by |Begun by |Done by )([\\w.-]+)");

  /** What an agent that polls writes into a run that it takes. */
  private static final Pattern LOOKED =
      Pattern.compile("Taken by [\\w.-]+, which looked at (\\S+)");

  /**
   * A state.
   *
   * @param message by whom, in words
   */
  record State(StateType type, String name, String message) {
    @Override
    public String toString() {
      return name + " (" + type + "), '" + message + "'";
    }
  }

  /** A run and its queue. */
  record Run(UUID id, String queue) {}

  /**
   * Of a transaction, by the database's clock.
   *
   * @param begun its first statement
   * @param committed its end: what others see of it, they see from then on
   */
  record Span(Instant begun, Instant committed) {}

  static String taking(String agent, Instant looked) {
    return "Taken by " + agent + ", which looked at " + looked;
  }

  static String beginning(String agent) {
    return "Begun by " + agent;
  }

  static String ending(String agent) {
    return "Done by " + agent;
  }

  /** The agent that brought the run here, as far as the message tells; else the message. */
  String by() {
    var by = BY.matcher(state.message());
    return by.lookingAt() ? by.group(1) : state.message();
  }

  StateType type() {
    return state.type();
  }

  /** It runs on, and is to end: neither taken nor begun. */
  boolean isCancelling() {
    return state.name().equals(StateNames.CANCELLING);
  }

  boolean takesAPlace() {
    return type() == StateType.PENDING || type() == StateType.RUNNING;
  }

  /**
   * When the run began to be taken: agents that poll begin with a look at the queue, long before
   * they propose anything.
   */
  Instant begun() {
    var looked = LOOKED.matcher(state.message());
    return looked.lookingAt() ? Instant.parse(looked.group(1)) : time.begun();
  }

  Instant committed() {
    return time.committed();
  }

  @Override
  public String toString() {
    return "run %s on %s: %s at %s".formatted(run.id(), run.queue(), state, committed());
  }
}
