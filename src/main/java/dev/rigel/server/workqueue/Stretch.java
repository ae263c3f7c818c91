package dev.rigel.server.workqueue;

import dev.rigel.server.database.Condition;

/**
 * A part of the runs {@code r} of a queue that are handed out one after the other, all of them
 * before those of the next stretch.
 *
 * @param which runs belong to it, of those that are SCHEDULED on the queue
 */
record Stretch(Condition which, ReadyOrder order) {}
