package dev.rigel.server.claim;

import dev.rigel.server.flowrun.FlowRun;
import java.util.UUID;

/**
 * A run that an agent has, and that has not ended.
 *
 * @param requestHash of the exchange that gave it
 * @param isCancelling whether its end was asked for
 */
public record HeldRun(UUID flowRunId, UUID claimId, String requestHash, boolean isCancelling) {

  /** Whether it still is so, now that the run's row is locked. */
  public boolean isStillOf(FlowRun run) {
    return claimId.equals(run.claimId())
        && run.stateType() != null
        && !run.stateType().isTerminal();
  }
}
