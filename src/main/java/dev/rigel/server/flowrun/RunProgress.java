package dev.rigel.server.flowrun;

import java.util.UUID;

/**
 * Knows how far the jobs of runs have come; that takes their records, of which runs know nothing.
 */
public interface RunProgress {

  /** Lets the next attempt of a run's job begin anew; within the caller's transaction. */
  void forget(UUID flowRunId);
}
