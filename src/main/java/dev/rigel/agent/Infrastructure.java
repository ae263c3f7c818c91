package dev.rigel.agent;

import java.io.IOException;

/** What one flow run executes on; one implementation per kind. Ready to be started, once. */
interface Infrastructure {

  /**
   * Starts the run. Returns as soon as it is under way.
   *
   * @throws IOException if it cannot be started; nothing is left running then
   * @throws RuntimeException likewise
   */
  StartedRun start() throws IOException;
}
