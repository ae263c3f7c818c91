package dev.rigel.contract.workqueue;

/**
 * How many runs of a queue are in which state.
 *
 * @param scheduled due by now, or within an hour, and not late
 * @param late renamed so, as they were not taken in time
 */
public record QueueRuns(int scheduled, int late, int pending, int running) {}
