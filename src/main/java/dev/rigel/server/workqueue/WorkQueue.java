package dev.rigel.server.workqueue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueResponseBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import dev.rigel.server.database.Times;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A work queue. Runs belong to it by its name, or, for a legacy one, by its filter. Pause and limit
 * decide what it hands out; the limit holds at the gate as well.
 */
@Entity
@Table(name = "work_queue")
class WorkQueue extends Stored {
  private static final TypeReference<QueueFilter> FILTER = new TypeReference<>() {};

  private String name;
  private String description;

  @Column(name = "is_paused")
  private boolean isPaused;

  @Column(name = "concurrency_limit")
  private @Nullable Integer concurrencyLimit;

  private @Nullable String filter;

  @Column(name = "last_polled")
  private @Nullable OffsetDateTime lastPolled;

  @Column(name = "pending_timeout_seconds")
  private @Nullable Integer pendingTimeoutSeconds;

  @Column(name = "running_timeout_seconds")
  private @Nullable Integer runningTimeoutSeconds;

  /** For JPA. */
  protected WorkQueue() {}

  WorkQueue(WorkQueueCreate queue, OffsetDateTime now) {
    super(now);
    name = queue.name();
    description = queue.description();
    isPaused = queue.isPaused();
    concurrencyLimit = queue.concurrencyLimit();
    filter = queue.filter() == null ? null : Columns.json(queue.filter());
    pendingTimeoutSeconds = queue.pendingTimeoutSeconds();
    runningTimeoutSeconds = queue.runningTimeoutSeconds();
  }

  void change(WorkQueueUpdate update, OffsetDateTime now) {
    name = update.name() == null ? name : update.name();
    isPaused = update.isPaused() == null ? isPaused : update.isPaused();
    update.description().ifPresent(d -> description = d == null ? "" : d);
    update.concurrencyLimit().ifPresent(limit -> concurrencyLimit = limit);
    update.filter().ifPresent(f -> filter = f == null ? null : Columns.json(f));
    update.lastPolled().ifPresent(time -> lastPolled = Times.utcOrNull(time));
    update.pendingTimeoutSeconds().ifPresent(seconds -> pendingTimeoutSeconds = seconds);
    update.runningTimeoutSeconds().ifPresent(seconds -> runningTimeoutSeconds = seconds);
    touch(now);
  }

  /** The unique name. */
  public String name() {
    return name;
  }

  boolean isPaused() {
    return isPaused;
  }

  /** Runs in PENDING or RUNNING at most, if there is a limit. */
  @Nullable Integer concurrencyLimit() {
    return concurrencyLimit;
  }

  /** How a legacy queue matches; others match by name. */
  @Nullable QueueFilter filter() {
    return Columns.parseOrNull(filter, FILTER);
  }

  @Nullable OffsetDateTime lastPolled() {
    return Times.utcOrNull(lastPolled);
  }

  WorkQueueResponse response() {
    return WorkQueueResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .description(description)
        .isPaused(isPaused)
        .concurrencyLimit(concurrencyLimit)
        .filter(filter())
        .lastPolled(lastPolled())
        .pendingTimeoutSeconds(pendingTimeoutSeconds)
        .runningTimeoutSeconds(runningTimeoutSeconds)
        .build();
  }
}
