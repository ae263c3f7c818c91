package dev.rigel.server.operation;

import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkRequest;
import dev.rigel.server.database.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What is done to each run.
 *
 * @param workQueueName where runs are moved to
 */
record Action(
    BulkAction type, boolean isForced, boolean isFromStart, @Nullable String workQueueName) {
  private static final Condition WAITS = Condition.of("r.state_type = 'SCHEDULED'");
  private static final Condition IS_OPEN =
      Condition.of("(r.state_type is null or r.state_type in ('SCHEDULED', 'PENDING', 'RUNNING'))");
  private static final Condition HAS_ENDED =
      Condition.of("r.state_type in ('COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED')");
  private static final Condition HAS_NOT_COMPLETED =
      Condition.of("r.state_type in ('FAILED', 'CRASHED', 'CANCELLED')");
  private static final Condition HAS_DEPLOYMENT = Condition.of("r.deployment_id is not null");

  static Action of(BulkRequest request) {
    return new Action(
        request.action(), request.force(), request.fromStart(), request.workQueueName());
  }

  /**
   * The runs {@code r} that the action can be applied to as they are; the gate has the last word.
   */
  Condition applicable() {
    return switch (type) {
      case cancel -> IS_OPEN;
      case retry -> HAS_DEPLOYMENT.and(isFromStart ? HAS_ENDED : HAS_NOT_COMPLETED);
      case move -> HAS_DEPLOYMENT.and(WAITS);
      case delete -> Condition.TRUE;
    };
  }
}
