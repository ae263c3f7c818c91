package dev.rigel.server.state;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a state comes from.
 *
 * @param proposalId the id that the state gets, as its proposal had it; null for one of its own
 * @param rejection why it is stored in place of what was proposed; null where that itself is stored
 */
public record StateOrigin(@Nullable UUID proposalId, @Nullable String rejection) {
  /** A state that nobody will ask for by a proposal's id. */
  public static final StateOrigin UNNAMED = new StateOrigin(null, null);

  /** Stored in place of what was proposed. */
  public StateOrigin rejected(String reason) {
    return new StateOrigin(proposalId, reason);
  }

  UUID stateId() {
    return proposalId == null ? UUID.randomUUID() : proposalId;
  }
}
