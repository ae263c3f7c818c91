package dev.rigel.contract.workqueue;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How a queue is.
 *
 * @param healthy no late runs, and polled within 60 s: as {@code GET work_queues/{id}/status} says
 * @param lateRunsCount runs of its name that are late, also of a legacy queue
 * @param condition the same and more in one word
 */
public record QueueStatus(
    boolean healthy,
    int lateRunsCount,
    @Nullable OffsetDateTime lastPolled,
    @Required QueueCondition condition) {}
