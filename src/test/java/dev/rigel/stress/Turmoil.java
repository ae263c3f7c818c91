package dev.rigel.stress;

import dev.rigel.stress.Ledger.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What happens while runs flow: limits change, queues are paused and resumed, runs are cancelled,
 * agents die and freeze.
 */
final class Turmoil {
  /** Longer than the lease: what a frozen agent had is no longer its own when it wakes up. */
  private static final Duration FREEZE = Duration.ofSeconds(2L * Arena.LEASE_SECONDS);

  private static final int HIGHEST_LIMIT = 5;

  /** Of 1,000 happenings. */
  private static final int LIMITS = 500;

  private static final int PAUSES = 250;
  private static final int CANCELS = 200;
  private static final int KILLS = 30;

  /** Runs that may not have ended. */
  private static final int LAST = 60;

  private final Queues queues;
  private final Crew crew;
  private final Ledger ledger;
  private final Random random;
  private final List<UUID> candidates = new CopyOnWriteArrayList<>();
  private final Map<Colleague, Long> frozen = new HashMap<>();

  Turmoil(Queues queues, Crew crew, Ledger ledger, Random random) {
    this.queues = queues;
    this.crew = crew;
    this.ledger = ledger;
    this.random = random;
  }

  /** A run that may be cancelled. */
  void know(UUID run) {
    candidates.add(run);
  }

  /** One thing happens; an agent dies and one freezes as soon as there are busy ones. */
  void happen() {
    thaw();
    if (ledger.countOf(Event.AGENTS_KILLED) == 0) {
      kill();
    } else if (ledger.countOf(Event.AGENTS_FROZEN) == 0) {
      freeze();
    } else {
      happenByChance();
    }
  }

  private void happenByChance() {
    var queue = Queues.NAMES.get(random.nextInt(Queues.NAMES.size()));
    if (queues.isPaused(queue)) {
      queues.pause(queue, false);
      return;
    }
    var what = random.nextInt(1000);
    if (what < LIMITS) {
      queues.limit(queue, 1 + random.nextInt(HIGHEST_LIMIT));
    } else if (what < LIMITS + PAUSES) {
      queues.pause(queue, true);
    } else if (what < LIMITS + PAUSES + CANCELS) {
      cancel();
    } else if (what < LIMITS + PAUSES + CANCELS + KILLS) {
      kill();
    } else {
      freeze();
    }
  }

  /** One of the last; most others have ended. */
  private void cancel() {
    var count = candidates.size();
    if (count > 0) {
      var run = candidates.get(count - 1 - random.nextInt(Math.min(count, LAST)));
      ledger.cancels(run);
      ledger.count(Event.CANCELS);
      queues.server().post("/flow_runs/" + run + "/cancel", null);
    }
  }

  private void kill() {
    var victim = crew.busy(random);
    if (victim != null) {
      frozen.remove(victim);
      ledger.count(Event.AGENTS_KILLED);
      crew.replace(victim);
    }
  }

  /** One at a time. */
  private void freeze() {
    var victim = crew.busy(random);
    if (victim != null && frozen.isEmpty()) {
      victim.life.freeze();
      ledger.count(Event.AGENTS_FROZEN);
      frozen.put(victim, System.nanoTime() + FREEZE.toNanos());
    }
  }

  private void thaw() {
    frozen
        .entrySet()
        .removeIf(
            one -> {
              var isOver = one.getValue() - System.nanoTime() <= 0;
              if (isOver) {
                one.getKey().life.thaw();
              }
              return isOver;
            });
  }

  /** All queues are resumed, with the highest limit. */
  void calmDown() {
    for (var queue : Queues.NAMES) {
      queues.pause(queue, false);
      queues.limit(queue, HIGHEST_LIMIT);
    }
  }
}
