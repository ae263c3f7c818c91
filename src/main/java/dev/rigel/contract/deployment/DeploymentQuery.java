package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Page;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.query.TaskRunFilter;
import org.jspecify.annotations.Nullable;

/** Body of a listing: filters, order and page. */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record DeploymentQuery(
    @Nullable FlowFilter flows,
    @Nullable FlowRunFilter flowRuns,
    @Nullable TaskRunFilter taskRuns,
    @Nullable DeploymentFilter deployments,
    @Default("\"NAME_ASC\"") DeploymentSort sort,
    @Nullable Integer limit,
    @Nullable Integer offset) {

  /** The four filters. */
  public Selection selection() {
    return new Selection(flows, flowRuns, taskRuns, deployments);
  }

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
