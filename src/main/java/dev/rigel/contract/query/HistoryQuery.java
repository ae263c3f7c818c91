package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;

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
    FlowFilter flows,
    FlowRunFilter flowRuns,
    TaskRunFilter taskRuns,
    DeploymentFilter deployments) {

  /** The four filters. */
  public Selection selection() {
    return new Selection(flows, flowRuns, taskRuns, deployments);
  }
}
