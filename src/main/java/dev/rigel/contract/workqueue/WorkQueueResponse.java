package dev.rigel.contract.workqueue;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A work queue.
 *
 * @param pendingTimeoutSeconds a run that is PENDING for longer goes back to the queue; null for
 *     any time. Of a queue with a filter neither counts
 * @param runningTimeoutSeconds a run that is RUNNING for longer is CRASHED; as above
 */
@WithBuilder
public record WorkQueueResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required String description,
    boolean isPaused,
    @Nullable Integer concurrencyLimit,
    @Nullable QueueFilter filter,
    @Nullable OffsetDateTime lastPolled,
    @Nullable Integer pendingTimeoutSeconds,
    @Nullable Integer runningTimeoutSeconds) {}
