package dev.rigel.agent;

import java.time.Duration;
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
   * @throws RuntimeException if it cannot be waited for any longer, also any {@link Error}
   */
  Optional<String> awaitDeath() throws InterruptedException;

  /**
   * Whether it is a batch job, whose steps end with it; what else a run executes on may have task
   * runs elsewhere that go on.
   */
  default boolean runsJob() {
    return false;
  }

  /**
   * Whether it is in anybody's hands; false for one that could not be handed over before the agent
   * stopped.
   */
  default boolean isTaken() {
    return true;
  }

  /**
   * Whether it may end as if all was well without having reported an end, as a program may that
   * does not know of runs.
   */
  default boolean mayEndSilently() {
    return false;
  }

  /**
   * How long it may take to end when it was asked to, before it is killed.
   *
   * @param usual for what has no such time of its own
   */
  default Duration timeToEnd(Duration usual) {
    return usual;
  }

  /**
   * Asks it to end soon, or at once where asking is not enough; returns immediately.
   *
   * @param why for what is told of it
   */
  void stop(EndReason why);

  /**
   * Ends it by force: it did not end when asked, or is no business of this agent any more.
   *
   * @param why for what is told of it
   */
  void kill(EndReason why);
}
