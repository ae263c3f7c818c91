package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A work queue to make.
 *
 * @param name required, unique; at most 500 bytes; must not be empty nor contain {@code / % & > <
 *     \}; else 422
 * @param concurrencyLimit runs in PENDING or RUNNING at most; null for no limit, 0 delivers
 *     nothing; less gives 422
 * @param filter legacy matching; null matches by name
 * @param pendingTimeoutSeconds a run that is PENDING for longer goes back to the queue; null for
 *     any time; less than 1 gives 422, and so does any with a filter
 * @param runningTimeoutSeconds a run that is RUNNING for longer is CRASHED; as above
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record WorkQueueCreate(
    @Required String name,
    String description,
    @Default("false") boolean isPaused,
    @Least(0) @Nullable Integer concurrencyLimit,
    @Nullable QueueFilter filter,
    @Least(1) @Nullable Integer pendingTimeoutSeconds,
    @Least(1) @Nullable Integer runningTimeoutSeconds) {
  /** Refuses a bad name; no description is the empty one. */
  public WorkQueueCreate {
    Names.check(name);
    description = description == null ? "" : description;
  }

  /** A queue with nothing but a name. */
  public static WorkQueueCreate named(String name) {
    return WorkQueueCreateBuilder.builder().name(name).build();
  }
}
