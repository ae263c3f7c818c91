package dev.rigel.agent;

import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/**
 * What an agent tells of itself in an exchange: the runs in its hands, what has become of others,
 * and how many it takes besides.
 */
final class Inventory {
  /** What a server gives at once. */
  private static final int MOST = 200;

  private final Stopping stopping;
  private final Places places;
  private final Outbox outbox;
  private final Submissions submissions;
  private volatile boolean isAbandoned;

  /** Whatever is in these at the time. */
  Inventory(Stopping stopping, Places places, Outbox outbox, Submissions submissions) {
    this.stopping = stopping;
    this.places = places;
    this.outbox = outbox;
    this.submissions = submissions;
  }

  /** From now on no run is in hand, whatever its thread still does: the agent waits no longer. */
  void abandon() {
    isAbandoned = true;
  }

  /** It is to take no more, and has nothing more to tell. */
  boolean isDone() {
    return stopping.isDraining()
        && (isAbandoned || submissions.count() == 0)
        && outbox.due().isEmpty();
  }

  /**
   * What is the case now. Runs in hand first: those that leave it are in the outbox by then.
   *
   * @param longestWait how long the server may let it wait for an answer, unless it is in haste
   */
  AgentExchangeBuilder told(Duration longestWait) {
    var isDraining = stopping.isDraining();
    var ending = new LinkedHashSet<>(submissions.ending());
    var named = new LinkedHashSet<>(isAbandoned ? List.<UUID>of() : submissions.own());
    var reports = outbox.due();
    reports.forEach(
        report -> {
          named.add(report.flowRunId());
          ending.add(report.flowRunId());
        });
    ending.retainAll(named);
    // a report is the agent's concern until its answer has come
    var isHasty = !reports.isEmpty() || isDraining && named.isEmpty();
    return AgentExchangeBuilder.builder()
        .free(isDraining ? 0 : free())
        .flowRunIds(List.copyOf(named))
        .endingFlowRunIds(List.copyOf(ending))
        .reports(reports)
        .longestWait(isHasty ? Duration.ZERO : longestWait)
        .isDraining(isDraining);
  }

  /** Whether the server would do something about what has happened since this was told. */
  boolean hasNewsSince(AgentExchange told) {
    return outbox.hasMoreThan(told.reports())
        || stopping.isDraining() && !told.isDraining()
        || isDone() && !told.longestWait().isZero()
        || told.free() == 0 && !told.isDraining() && free() > 0;
  }

  /** The server hears of no more in one exchange than it takes. */
  private int free() {
    var room = AgentExchange.MOST_RUNS - submissions.count() - outbox.count();
    return Math.max(0, Math.min(places.free(MOST), room));
  }
}
