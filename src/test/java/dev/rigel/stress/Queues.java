package dev.rigel.stress;

import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.stress.Ledger.Event;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The queues, each with a deployment, and what they were told. One change at a time; each through
 * the server whose turn it is.
 */
final class Queues {
  static final List<String> NAMES = List.of("alpha-1", "alpha-2", "beta-1", "beta-2");

  private static final int FIRST_LIMIT = 2;

  private final Map<String, QueueOrders> orders = new LinkedHashMap<>();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, String> deployments = new LinkedHashMap<>();
  private final List<Calls> servers;
  private final Witness witness;
  private final Ledger ledger;
  private final AtomicInteger turn = new AtomicInteger();

  Queues(IntFunction<URI> apis, Witness witness, Ledger ledger) {
    servers =
        List.of(
            Calls.to(apis.apply(0), new Life(), ledger),
            Calls.to(apis.apply(1), new Life(), ledger));
    this.witness = witness;
    this.ledger = ledger;
    var flow = server().post("/flows/", Map.of("name", "stress")).path("id").asText();
    NAMES.forEach(name -> create(name, flow));
  }

  private void create(String name, String flow) {
    var asked = witness.now();
    var queue = Map.of("name", name, "concurrency_limit", FIRST_LIMIT);
    ids.put(name, server().post("/work_queues/", queue).path("id").asText());
    var change = new QueueChange(FIRST_LIMIT, false, asked, witness.now());
    orders.put(name, new QueueOrders().add(change));
    var deployment = Map.of("name", name, "flow_id", flow, "work_queue_name", name);
    deployments.put(name, server().post("/deployments/", deployment).path("id").asText());
  }

  /** Calls of the next server in turn. */
  Calls server() {
    return servers.get(turn.getAndIncrement() % servers.size());
  }

  String deployment(String queue) {
    return deployments.get(queue);
  }

  Map<String, QueueOrders> orders() {
    return orders;
  }

  boolean isPaused(String queue) {
    return orders.get(queue).last().isPaused();
  }

  void limit(String queue, int limit) {
    ledger.count(Event.LIMITS_CHANGED);
    change(queue, WorkQueueUpdate.limit(limit), limit, isPaused(queue));
  }

  void pause(String queue, boolean isPaused) {
    if (isPaused) {
      ledger.count(Event.PAUSES);
    }
    change(queue, WorkQueueUpdate.paused(isPaused), orders.get(queue).last().limit(), isPaused);
  }

  private void change(String queue, WorkQueueUpdate update, int limit, boolean isPaused) {
    var asked = witness.now();
    server().send("PATCH", "/work_queues/" + ids.get(queue), update);
    orders.get(queue).add(new QueueChange(limit, isPaused, asked, witness.now()));
  }
}
