package dev.rigel.agent;

import dev.rigel.contract.json.WithBuilder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a probe of an agent is answered.
 *
 * @param status whether what was asked is the case
 * @param id with the server; another one after the server has lost it, null before it has any
 * @param queues that it was told to serve
 * @param prefixes of queues that it was told to serve
 * @param flowRuns how many it has in hand
 * @param free how many more it takes; null for any number, 0 while it does not take any
 * @param secondsSinceAnswer since the server has last answered; null if it never has
 */
@WithBuilder
record Health(
    Status status,
    State state,
    @Nullable UUID id,
    String name,
    List<String> queues,
    List<String> prefixes,
    int flowRuns,
    @Nullable Integer free,
    @Nullable Double secondsSinceAnswer) {

  /** The words of MicroProfile Health. */
  enum Status {
    UP,
    DOWN
  }

  /** What an agent does. */
  enum State {
    /** The server has not answered yet. */
    STARTING,
    /** It takes runs. */
    ONLINE,
    /** The server does not answer any more; what was started goes on. */
    UNREACHABLE,
    /** It takes no more runs, and ends when it has none. */
    DRAINING
  }
}
