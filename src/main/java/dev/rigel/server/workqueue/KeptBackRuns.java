package dev.rigel.server.workqueue;

import dev.rigel.server.database.Condition;

/** Runs that are ready and yet not handed out, for a reason that queues do not know. */
public interface KeptBackRuns {
  /** A flow run {@code r} is one of them. */
  Condition condition();
}
