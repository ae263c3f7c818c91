package dev.rigel.agent;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where an agent's runs come from: it has those in its hands that it got from there. */
interface WorkSource {

  /**
   * Takes runs until the agent is to stop, or has none any more and is to take no more.
   *
   * @return the exit status
   */
  int serve() throws InterruptedException;

  /**
   * Takes runs once and waits for their ends.
   *
   * @return the exit status: 1 if that failed
   */
  int serveOnce() throws InterruptedException;

  /** The agent's, by which the server knows it. */
  UUID id();

  /** How many runs are in the agent's hands. */
  int inHand();

  /** How many more it takes; null for any number. */
  @Nullable Integer free();

  /** Whether to take runs has changed: {@link Stopping} says how. */
  void look();

  /** Ends what was started, as the agent stops; killed when its time is over. */
  void endAll() throws InterruptedException;

  /** Kills at once what was asked to end. */
  void killAll();
}
