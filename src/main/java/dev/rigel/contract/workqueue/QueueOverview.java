package dev.rigel.contract.workqueue;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue with all that is to be seen of it.
 *
 * @param runs its runs by state; null for a legacy queue with a filter, to which runs do not belong
 *     by its name
 * @param oldestWaiting since when the oldest run waits that is due and that nobody has; null where
 *     none does, and for a legacy queue
 * @param agents those that serve it by name or prefix and are ONLINE or DRAINING, and those that
 *     polled it as their last queue within a minute; by name
 * @param freeSlots how many more runs these agents take; of those that do not say so, and of those
 *     that drain, none
 */
@WithBuilder
public record QueueOverview(
    @Required WorkQueueResponse workQueue,
    @Required QueueStatus status,
    @Nullable QueueRuns runs,
    @Nullable OffsetDateTime oldestWaiting,
    @Required List<QueueAgent> agents,
    int freeSlots) {}
