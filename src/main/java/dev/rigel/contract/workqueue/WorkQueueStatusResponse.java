package dev.rigel.contract.workqueue;

import java.time.OffsetDateTime;

/** Whether a queue is served: no late runs, and polled within 60 s. */
public record WorkQueueStatusResponse(
    boolean healthy,
    int lateRunsCount,
    OffsetDateTime lastPolled,
    HealthCheckPolicy healthCheckPolicy) {

  /** What counts as healthy. */
  public record HealthCheckPolicy(int maximumLateRuns, int maximumSecondsSinceLastPolled) {}
}
