package dev.rigel.stress;

import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates runs, as fast as they end; by several threads. */
final class Source implements Runnable {
  /** Runs that wait, at most: with fewer, agents would have nothing to fight for. */
  private static final int BACKLOG = 60;

  private static final int BATCH = 10;
  private static final long PAUSE_MILLIS = 50;

  /** One of so many is planned for later. */
  private static final int LATER = 5;

  private static final int LATEST_MILLIS = 2000;

  private final Arena arena;
  private final Queues queues;
  private final Turmoil turmoil;
  private final Ledger ledger;
  private final Random random;
  private final int runs;
  private final AtomicInteger next = new AtomicInteger();
  private final Life life = new Life();

  Source(Arena arena, Queues queues, Turmoil turmoil, Ledger ledger, Random random, int runs) {
    this.arena = arena;
    this.queues = queues;
    this.turmoil = turmoil;
    this.ledger = ledger;
    this.random = random;
    this.runs = runs;
  }

  @Override
  public void run() {
    try {
      for (int i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
        if (i % BATCH == 0) {
          awaitRoom();
        }
        create("run " + i);
      }
    } catch (RuntimeException e) {
      ledger.trouble("not all runs could be created: " + e);
    }
  }

  private void awaitRoom() {
    while (arena.witness().waiting() > BACKLOG) {
      life.rest(PAUSE_MILLIS);
    }
  }

  private void create(String key) {
    var queue = Queues.NAMES.get(random.nextInt(Queues.NAMES.size()));
    var delay = random.nextInt(LATER) == 0 ? random.nextInt(LATEST_MILLIS) : 0;
    var due = OffsetDateTime.now(Clock.systemUTC()).plusNanos(delay * 1_000_000L);
    var body =
        DeploymentFlowRunCreateBuilder.builder()
            .state(StateCreate.scheduled(due, null))
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .idempotencyKey(key)
            .build();
    var path = "/deployments/" + queues.deployment(queue) + "/create_flow_run";
    var run = UUID.fromString(queues.server().post(path, body).path("id").asText());
    ledger.created(run, key);
    turmoil.know(run);
  }
}
