package dev.rigel.server.workqueue;

import dev.rigel.contract.workqueue.WorkQueueResponse;

/**
 * A queue that a run belongs to.
 *
 * @param isFull whether its limit lets no further run begin
 */
public record QueueOfRun(WorkQueueResponse queue, boolean isFull) {}
