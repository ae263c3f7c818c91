package dev.rigel.stress;

import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks its queues for runs, one after the other, and proposes PENDING for what it gets, as agents
 * of 2.6.9 do; only more often.
 */
final class StockAgent extends Colleague {
  private static final int LONGEST_PAUSE_MILLIS = 100;

  /** Runs are taken ahead of their time, and wait for it. */
  private static final int PREFETCH_SECONDS = 1;

  private final Duty duty;
  private final Calls calls;
  private final Random random;
  private final Hands hands;
  private final Work work;
  private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

  StockAgent(String name, Duty duty, URI api, Random random, Ledger ledger) {
    super(name, ledger);
    this.duty = duty;
    this.random = random;
    calls = Calls.to(api, life, ledger);
    hands = new Hands(duty.limit(), ledger);
    work = new Work(name, life, random, ledger);
  }

  @Override
  boolean hasRuns() {
    return !inHand.isEmpty();
  }

  @Override
  void serve() {
    try (hands) {
      while (!life.isRetiring()) {
        look();
        life.rest(1 + random.nextInt(LONGEST_PAUSE_MILLIS));
      }
    }
  }

  private void look() {
    try {
      for (var queue : queues()) {
        if (hands.free() > 0) {
          look(queue);
        }
      }
    } catch (Calls.Trouble inTheLedger) {
      // it asks again
    }
  }

  private List<String> queues() {
    var ids = new ArrayList<String>();
    for (var name : duty.queues()) {
      ids.add(calls.get("/work_queues/name/" + name).path("id").asText());
    }
    if (!duty.prefixes().isEmpty()) {
      var filter = Map.of("work_queues", Map.of("name", Map.of("startswith_", duty.prefixes())));
      calls.post("/work_queues/filter", filter).forEach(q -> ids.add(q.path("id").asText()));
    }
    return ids;
  }

  private void look(String queue) {
    var looked = Instant.now();
    var request =
        GetRunsBuilder.builder()
            .limit(hands.free())
            .scheduledBefore(OffsetDateTime.now(Clock.systemUTC()).plusSeconds(PREFETCH_SECONDS))
            .build();
    for (var run : calls.post("/work_queues/" + queue + "/get_runs", request)) {
      take(UUID.fromString(run.path("id").asText()), looked);
    }
  }

  private void take(UUID run, Instant looked) {
    if (inHand.add(run) && !hands.begin(() -> submit(run, looked))) {
      inHand.remove(run);
    }
  }

  private void submit(UUID run, Instant looked) {
    try {
      var pending = StateCreate.of(StateType.PENDING, Entry.taking(name(), looked));
      if (work.enter(calls, run, pending)) {
        work.execute(calls, run);
      }
    } finally {
      inHand.remove(run);
    }
  }
}
