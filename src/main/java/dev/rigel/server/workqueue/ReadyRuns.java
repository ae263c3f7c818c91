package dev.rigel.server.workqueue;

import static dev.rigel.contract.setting.Settings.RETRY_GRACE;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Sql;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs that may be handed out: what an agent's poll gets, and what a preview shows, is what the
 * gate would let pass.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class ReadyRuns {
  /**
   * One that retries in its own process is kept back for a while, or as long as an agent has it,
   * one that its schedule's policy lets wait for another as long as that is active, and one that a
   * second queue limits as long as that is full: offered again and again, ten of them would hide
   * all that come after.
   */
  private static final String READY =
      """
      select r.*
        from flow_run r
       where :belongs
         and :open
         and r.state_type = 'SCHEDULED'
         and :stretch
         and (not r.retries_in_process
              or r.claim_id is null and r.next_scheduled_start_time <= :retries_due)
         and not :kept_back
       order by :order
       limit :most
      """;

  /** The same, with their rows locked, without those that somebody is taking this moment. */
  private static final String LOCK_READY = READY + " for update skip locked";

  @Inject WorkQueueRepository queues;
  @Inject Stretches stretches;
  @Inject KeptBackRuns keptBack;
  @Inject Sql sql;
  @Inject ServerSettings settings;

  /**
   * What the gate would take of a queue, one after the other: of runs that a second queue limits no
   * more than it has places for. What that queue refuses is passed over, so that all after it is
   * found. Nothing is locked or reserved. A paused queue has none.
   *
   * @param most runs at most; no more than the queue's own limit leaves free
   * @param before only runs that are due by then
   */
  List<FlowRun> of(WorkQueue queue, int most, OffsetDateTime before, OffsetDateTime now) {
    return of(queue, false, most, before, now);
  }

  /** The same, with their rows locked; those are left out that somebody is taking this moment. */
  List<FlowRun> lock(WorkQueue queue, int most, OffsetDateTime before, OffsetDateTime now) {
    return of(queue, true, most, before, now);
  }

  private List<FlowRun> of(
      WorkQueue queue, boolean locked, int most, OffsetDateTime before, OffsetDateTime now) {
    if (queue.isPaused()) {
      return List.of();
    }
    var search = new Search(queue, locked, now);
    var wanted = Math.max(0, Math.min(most, queues.free(queue)));
    if (wanted > 0) {
      stretches.of(queue, before, now).forEach(stretch -> search.through(stretch, wanted));
    }
    return search.ready;
  }

  /** One look at a queue: what it has found, and the places that are left then. */
  private final class Search {
    private final List<FlowRun> ready = new ArrayList<>();
    private final WorkQueue queue;
    private final boolean locked;
    private final Places places;
    private final OffsetDateTime retriesDue;

    Search(WorkQueue queue, boolean locked, OffsetDateTime now) {
      this.queue = queue;
      this.locked = locked;
      places = new Places(queues.limitedBeside(queue), queues::free);
      retriesDue = now.minus(settings.get(RETRY_GRACE));
    }

    /** Until there are as many as are wanted. */
    void through(Stretch stretch, int wanted) {
      var which = stretch.which();
      while (ready.size() < wanted) {
        var missing = wanted - ready.size();
        var found = page(which, stretch.order(), missing);
        found.stream().filter(run -> places.fullFor(run, List.of()).isEmpty()).forEach(this::take);
        if (found.size() < missing) {
          return;
        }
        which = stretch.which().and(stretch.order().beyond(found.get(found.size() - 1)));
      }
    }

    private void take(FlowRun run) {
      places.take(run);
      ready.add(run);
    }

    private List<FlowRun> page(Condition which, ReadyOrder order, int most) {
      return (locked ? sql.of(LOCK_READY) : sql.of(READY))
          .bind("belongs", QueueMembership.to(queue).condition(Database.of(settings)))
          .bind("open", places.open(Database.of(settings)))
          .bind("stretch", which)
          .bind("retries_due", retriesDue)
          .bind("kept_back", keptBack.condition())
          .bind("order", order.columns())
          .bind("most", most)
          .list(FlowRun.class);
    }
  }
}
