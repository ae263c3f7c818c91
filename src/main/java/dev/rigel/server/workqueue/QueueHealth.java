package dev.rigel.server.workqueue;

import dev.rigel.contract.workqueue.WorkQueueStatusResponse;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse.HealthCheckPolicy;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The reference's rule for when a queue is well. */
public final class QueueHealth {
  /** Whoever was heard of within this time is there. */
  public static final Duration RECENT = Duration.ofSeconds(60);

  private static final HealthCheckPolicy POLICY =
      new HealthCheckPolicy(0, Math.toIntExact(RECENT.toSeconds()));

  private QueueHealth() {}

  /** What the rule says of a queue with so many late runs. */
  public static WorkQueueStatusResponse of(
      int late, @Nullable OffsetDateTime lastPolled, OffsetDateTime now) {
    var healthy = isRecent(lastPolled, now) && late <= POLICY.maximumLateRuns();
    return new WorkQueueStatusResponse(healthy, late, lastPolled, POLICY);
  }

  /** Whether somebody polled a queue not long ago. */
  public static boolean isRecent(@Nullable OffsetDateTime lastPolled, OffsetDateTime now) {
    return lastPolled != null
        && Duration.between(lastPolled, now).toSeconds() <= POLICY.maximumSecondsSinceLastPolled();
  }
}
