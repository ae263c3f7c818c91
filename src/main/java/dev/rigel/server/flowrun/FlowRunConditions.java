package dev.rigel.server.flowrun;

import dev.rigel.contract.state.StateNames;
import dev.rigel.server.database.Condition;

/**
 * What several features ask of flow runs {@code r}, said once in SQL and once for a run in hand.
 */
public final class FlowRunConditions {
  /** It counts against the limits of its queues; {@code StateType.takesAPlace} in SQL. */
  public static final Condition TAKES_A_PLACE =
      Condition.of("r.state_type in ('PENDING', 'RUNNING')");

  /** It is at work, or will be again without being handed out: it retries in its own process. */
  public static final Condition ACTIVE =
      Condition.of(
          "(r.state_type in ('PENDING', 'RUNNING') or r.state_type = 'SCHEDULED' and r.retries_in_process)");

  /** The policy of its schedule decides on its start; {@link #isUpToItsPolicy} in SQL. */
  public static final Condition UP_TO_ITS_POLICY =
      Condition.of("(r.auto_scheduled and r.run_count = 0 and r.state_name <> 'AwaitingRetry')");

  private FlowRunConditions() {}

  /** Whether a schedule created it, it has never run, and nobody has sent it back by hand. */
  public static boolean isUpToItsPolicy(FlowRun run) {
    return run.isPlanted()
        && run.runCount() == 0
        && !StateNames.AWAITING_RETRY.equals(run.stateName());
  }
}
