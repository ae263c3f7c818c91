package dev.rigel.server.agent;

import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentOrders;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An agent that waits for orders.
 *
 * @param wishes the queues of which it waits for runs
 * @param until when it gets an answer in any case, of {@link System#nanoTime}
 */
record Waiter(
    UUID agentId,
    AgentExchange exchange,
    Wishes wishes,
    long until,
    CompletableFuture<AgentOrders> answer) {

  boolean isConcernedBy(Wake wake) {
    return switch (wake.kind()) {
      case QUEUE -> wishes.include(wake.name());
      case RUN -> exchange.flowRunIds().contains(UUID.fromString(wake.name()));
      case AGENT -> agentId.toString().equals(wake.name());
      case ALL -> true;
    };
  }
}
