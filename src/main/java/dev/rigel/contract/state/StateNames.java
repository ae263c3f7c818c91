package dev.rigel.contract.state;

/** Names of states that rules give or ask for, beside the default names of {@link StateType}. */
public final class StateNames {
  /** SCHEDULED: its time has come, and nothing has taken it. */
  public static final String LATE = "Late";

  /** SCHEDULED: it failed, or was sent back by hand, and is to run again. */
  public static final String AWAITING_RETRY = "AwaitingRetry";

  /** RUNNING again after {@link #AWAITING_RETRY}. */
  public static final String RETRYING = "Retrying";

  /** RUNNING again, for a task run whose flow run began anew. */
  public static final String RERUNNING = "Rerunning";

  /** COMPLETED: the result of another task run was found under its cache key. */
  public static final String CACHED = "Cached";

  /**
   * RUNNING still, for clients that know no such type: its end was asked for, and the agent that
   * has it ends it.
   */
  public static final String CANCELLING = "Cancelling";

  /** CANCELLED by the schedule's policy: another run of the deployment was active. */
  public static final String SKIPPED = "Skipped";

  /** CANCELLED by the schedule's policy: a later date has come. */
  public static final String SUPERSEDED = "Superseded";

  /** CANCELLED by the schedule's policy: its window has closed. */
  public static final String MISSED = "Missed";

  private StateNames() {}
}
