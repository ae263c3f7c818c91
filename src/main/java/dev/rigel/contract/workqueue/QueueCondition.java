package dev.rigel.contract.workqueue;

/** How a queue is, in one word: the last of these that is true. */
public enum QueueCondition {
  /** Served, and nothing is late. */
  healthy,
  /** Some of its runs are late. */
  late,
  /**
   * As many of its runs are pending or running as its limit allows; not told of a legacy queue with
   * a filter.
   */
  full,
  /** No agent that serves it is known, and nobody has polled it within 60 s. */
  unserved,
  /** Paused: it hands out nothing. */
  paused
}
