package dev.rigel.agent;

/** Whom an agent tells how it is, while it runs. */
interface Probes {

  /** Nobody. */
  Probes NONE = health -> () -> {};

  /**
   * Begins to answer them.
   *
   * @return ends it
   * @throws IllegalArgumentException if that is not possible, with a text for the user
   */
  Runnable answer(AgentHealth health);
}
