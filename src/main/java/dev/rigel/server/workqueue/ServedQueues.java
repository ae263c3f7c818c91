package dev.rigel.server.workqueue;

import java.util.List;

/** The queues that an agent serves, the most important first. */
public final class ServedQueues {
  private final List<WorkQueue> queues;

  ServedQueues(List<WorkQueue> queues) {
    this.queues = queues;
  }

  List<WorkQueue> queues() {
    return queues;
  }
}
