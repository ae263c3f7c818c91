package dev.rigel.contract.workqueue;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Whether a queue is served: no late runs, and polled within 60 s. */
public record WorkQueueStatusResponse(
    boolean healthy,
    int lateRunsCount,
    @Nullable OffsetDateTime lastPolled,
    @Required HealthCheckPolicy healthCheckPolicy) {

  /** What counts as healthy. */
  public record HealthCheckPolicy(int maximumLateRuns, int maximumSecondsSinceLastPolled) {}
}
