package dev.rigel.server.waiting;

import dev.rigel.contract.workqueue.QueueRuns;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Of the runs that name a queue.
 *
 * @param oldestWaiting when the oldest became due that can be taken
 */
record QueueFigures(QueueRuns runs, @Nullable OffsetDateTime oldestWaiting) {}
