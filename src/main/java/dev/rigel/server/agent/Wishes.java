package dev.rigel.server.agent;

import java.util.List;

/**
 * The queues of which an agent waits for runs.
 *
 * @param queues by name
 * @param prefixes of names
 */
record Wishes(List<String> queues, List<String> prefixes) {

  boolean include(String queue) {
    return queues.contains(queue) || prefixes.stream().anyMatch(queue::startsWith);
  }
}
