package dev.rigel.contract.flowrun;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.query.TaskRunFilter;
import org.jspecify.annotations.Nullable;

/** Body of the UI's history: one point a run; at most 1000. */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record UiHistoryQuery(
    @Nullable FlowFilter flows,
    @Nullable FlowRunFilter flowRuns,
    @Nullable TaskRunFilter taskRuns,
    @Nullable DeploymentFilter deployments,
    @Default("\"EXPECTED_START_TIME_DESC\"") FlowRunSort sort,
    @Default("1000") Integer limit,
    @Default("0") Integer offset) {

  /** The four filters. */
  public Selection selection() {
    return new Selection(flows, flowRuns, taskRuns, deployments);
  }
}
