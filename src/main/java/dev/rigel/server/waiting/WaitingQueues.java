package dev.rigel.server.waiting;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.server.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The door to the queues on which runs are due; five statements, however many queues there are. */
@ApplicationScoped
@Transactional
public class WaitingQueues {
  /** As many as one look takes. */
  private static final int MOST = 200;

  @Inject WaitingRepository waiting;
  @Inject QueueOverviews overviews;
  @Inject Clock clock;

  /** Those on which runs wait for longest; none that is paused, and no legacy queue. */
  public List<WaitingQueue> list() {
    return of(waiting.queuesWithDueRuns(Times.now(clock), MOST));
  }

  /** Those of some ids. */
  public List<WaitingQueue> of(List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var seen = overviews.list(new QueueOverviewQuery(ids, null, MOST, 0));
    var full =
        seen.stream()
            .filter(queue -> queue.status().condition() == QueueCondition.full)
            .map(queue -> queue.workQueue().id())
            .toList();
    var holders = full.isEmpty() ? Map.<UUID, List<Mention>>of() : waiting.holders(full);
    return seen.stream()
        .map(q -> WaitingQueue.of(q, holders.getOrDefault(q.workQueue().id(), List.of())))
        .toList();
  }
}
