package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Change of a work queue; absent fields stay as they are. Renaming loses the runs that carry the
 * old name.
 *
 * @param pendingTimeoutSeconds a run that is PENDING for longer goes back to the queue; null for
 *     any time; less than 1 gives 422, and so does any for a queue with a filter
 * @param runningTimeoutSeconds a run that is RUNNING for longer is CRASHED; as above
 */
@WithBuilder
public record WorkQueueUpdate(
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
    JsonNullable<String> description,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean isPaused,
    @Least(0) JsonNullable<Integer> concurrencyLimit,
    JsonNullable<QueueFilter> filter,
    JsonNullable<OffsetDateTime> lastPolled,
    @Least(1) JsonNullable<Integer> pendingTimeoutSeconds,
    @Least(1) JsonNullable<Integer> runningTimeoutSeconds) {
  /** Refuses a bad name, which would make the queue unreachable by name. */
  public WorkQueueUpdate {
    description = Absent.ifNull(description);
    concurrencyLimit = Absent.ifNull(concurrencyLimit);
    filter = Absent.ifNull(filter);
    lastPolled = Absent.ifNull(lastPolled);
    pendingTimeoutSeconds = Absent.ifNull(pendingTimeoutSeconds);
    runningTimeoutSeconds = Absent.ifNull(runningTimeoutSeconds);
    Names.check(name);
  }

  /** Only the pause. */
  public static WorkQueueUpdate paused(boolean paused) {
    return WorkQueueUpdateBuilder.builder().isPaused(paused).build();
  }

  /** Only the limit; null takes it away. */
  public static WorkQueueUpdate limit(@Nullable Integer limit) {
    return WorkQueueUpdateBuilder.builder().concurrencyLimit(JsonNullable.of(limit)).build();
  }
}
