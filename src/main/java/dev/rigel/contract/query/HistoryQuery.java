package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Body of the histories.
 *
 * @param historyIntervalSeconds length of one interval, at least 1 s; at most 500 intervals are
 *     answered
 */
@IgnoreUnknown
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record HistoryQuery(
    @Required OffsetDateTime historyStart,
    @Required OffsetDateTime historyEnd,
    @Required Duration historyIntervalSeconds,
    @Nullable FlowFilter flows,
    @Nullable FlowRunFilter flowRuns,
    @Nullable TaskRunFilter taskRuns,
    @Nullable DeploymentFilter deployments) {

  /** The four filters. */
  public Selection selection() {
    return new Selection(flows, flowRuns, taskRuns, deployments);
  }
}
