package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.AgentsApi;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/** The call that the server lets wait until it has something to say, or the agent has. */
final class ExchangeCall implements AutoCloseable {
  /** After an answer that said nothing and came at once: the server does not let it wait. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final ApiClient connections;
  private final AgentsApi api;
  private final Inventory inventory;
  private final Bell bell;

  /**
   * Has told nothing yet.
   *
   * @param inventory what there is to say
   * @param bell rung when there may be something
   */
  ExchangeCall(ApiClient connections, Inventory inventory, Bell bell) {
    this.connections = connections;
    this.api = connections.of(AgentsApi.class);
    this.inventory = inventory;
    this.bell = bell;
  }

  /**
   * The answer; empty if there is something to tell before it has come.
   *
   * @throws ApiException if there will be none
   */
  Optional<AgentOrders> answer(UUID agent, AgentExchange told) throws InterruptedException {
    var answer = api.exchange(agent, told).toCompletableFuture();
    answer.whenComplete((orders, e) -> bell.ring());
    if (!isAwaited(answer, told)) {
      return Optional.empty();
    }
    try {
      return Optional.of(answer.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof ApiException api ? api : e;
    }
  }

  private boolean isAwaited(Future<?> answer, AgentExchange told) throws InterruptedException {
    while (!answer.isDone()) {
      if (inventory.hasNewsSince(told)) {
        return false;
      }
      bell.await();
    }
    return true;
  }

  /**
   * Waits a moment if an answer that said nothing came too soon.
   *
   * @param begun when it was asked for, by {@link System#nanoTime}
   */
  void rest(AgentExchange told, long begun) throws InterruptedException {
    if (System.nanoTime() - begun >= Math.max(REST.toNanos(), told.longestWait().toNanos() / 2)) {
      return;
    }
    var until = System.nanoTime() + REST.toNanos();
    while (!inventory.hasNewsSince(told) && until - System.nanoTime() > 0) {
      bell.await(Duration.ofNanos(until - System.nanoTime()));
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
