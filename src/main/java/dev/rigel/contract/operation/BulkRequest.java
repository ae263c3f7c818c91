package dev.rigel.contract.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.FlowFilter;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.query.TaskRunFilter;
import org.jspecify.annotations.Nullable;

/**
 * An action, and the runs that it is for: the four filters of listings, one of them at least.
 *
 * @param force with cancel: not to wait for the agents that have the runs
 * @param fromStart with retry: to begin anew, also what has completed
 * @param workQueueName with move: where to; created if there is none of the name
 * @param dryRun to do nothing and only count
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record BulkRequest(
    @Required BulkAction action,
    @Nullable FlowFilter flows,
    @Nullable FlowRunFilter flowRuns,
    @Nullable TaskRunFilter taskRuns,
    @Nullable DeploymentFilter deployments,
    @Default("false") Boolean force,
    @Default("false") Boolean fromStart,
    @Nullable String workQueueName,
    @Default("false") Boolean dryRun) {

  /** The four filters. */
  public Selection selection() {
    return new Selection(flows, flowRuns, taskRuns, deployments);
  }
}
