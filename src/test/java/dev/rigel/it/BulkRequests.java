package dev.rigel.it;

import dev.rigel.contract.operation.BulkAction;
import dev.rigel.contract.operation.BulkRequestBuilder;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import java.util.List;

/** Requests that do something to all runs of a queue. */
final class BulkRequests {
  private BulkRequests() {}

  /** Does it at once, within the rules. */
  static BulkRequestBuilder of(BulkAction action, String queue) {
    return BulkRequestBuilder.builder()
        .action(action)
        .flowRuns(FlowRunFilterBuilder.builder().workQueueName(onQueue(queue)).build())
        .force(false)
        .fromStart(false)
        .dryRun(false);
  }

  static Match.NullableTexts onQueue(String queue) {
    return new Match.NullableTexts(null, List.of(queue), null);
  }
}
