package dev.rigel.contract.state;

import java.util.Locale;

/** What a state means to the rules; the name beside it is free text. */
public enum StateType {
  /** Waits for its scheduled time; also late runs and runs that wait for a retry. */
  SCHEDULED,
  /** Taken by an agent, not running yet. */
  PENDING,
  /** Running. */
  RUNNING,
  /** Ended well. */
  COMPLETED,
  /** Ended with an error of the flow or task. */
  FAILED,
  /** Ended on request. */
  CANCELLED,
  /** Ended because what it ran on died. */
  CRASHED;

  /** Whether a run in this state has ended. */
  public boolean isTerminal() {
    return ordinal() >= COMPLETED.ordinal();
  }

  /** Whether a run in this state counts against the limits of its work queues. */
  public boolean takesAPlace() {
    return this == PENDING || this == RUNNING;
  }

  /** The name a state gets when none is given: {@code Scheduled}, {@code Pending} and so on. */
  public String defaultName() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
