package dev.rigel.server.claim;

import java.util.UUID;

/**
 * A run that an agent has, and that has not ended.
 *
 * @param requestHash of the exchange that gave it
 * @param isCancelling whether its end was asked for
 */
public record HeldRun(UUID flowRunId, String requestHash, boolean isCancelling) {

  /** Whether this very exchange gave it: the agent cannot know of it yet. */
  public boolean isGivenBy(UUID requestId) {
    return requestHash.equals(RunToken.hash(requestId));
  }
}
