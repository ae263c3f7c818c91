package dev.rigel.server.workqueue;

import java.time.OffsetDateTime;
import java.util.UUID;

/** Hears of agents that poll; whoever knows agents does. */
public interface QueuePolls {

  /** An agent has polled a queue, in the caller's transaction. */
  void polled(UUID agentId, UUID queueId, OffsetDateTime now);
}
