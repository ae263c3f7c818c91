package dev.rigel.agent;

import java.util.Optional;

/** A flow run that is under way somewhere. */
interface StartedRun {

  /**
   * By what its host knows it, for example {@code host:pid}; empty if it has nothing of the kind.
   */
  Optional<String> pid();

  /**
   * Waits for its end.
   *
   * @return how it died, as a state message; empty if it ended by itself and reported what there
   *     was to report
   */
  Optional<String> awaitDeath() throws InterruptedException;

  /** Asks it to end soon, or at once where asking is not enough; returns immediately. */
  void stop();

  /** Ends it by force. */
  void kill();
}
