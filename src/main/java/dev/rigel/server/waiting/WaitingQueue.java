package dev.rigel.server.waiting;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverview;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queue and what waits on it, briefly.
 *
 * @param oldest when the oldest became due that waits
 * @param taken places
 * @param limit null: any number of places
 * @param agents how many serve it
 * @param holders if it is full, the runs that have its places for longest, some of them
 */
public record WaitingQueue(
    UUID id,
    String name,
    QueueCondition condition,
    int late,
    @Nullable OffsetDateTime oldest,
    int taken,
    @Nullable Integer limit,
    int agents,
    List<Mention> holders) {

  static WaitingQueue of(QueueOverview seen, List<Mention> holders) {
    var queue = seen.workQueue();
    var runs = seen.runs();
    return new WaitingQueue(
        queue.id(),
        queue.name(),
        seen.status().condition(),
        seen.status().lateRunsCount(),
        seen.oldestWaiting(),
        runs == null ? 0 : runs.pending() + runs.running(),
        queue.concurrencyLimit(),
        seen.agents().size(),
        holders);
  }

  /** The queue itself. */
  public Mention mention() {
    return Mention.of(MentionType.work_queue, id, name);
  }
}
