package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Body of the counts: the four filters, as in listings.
 *
 * @param atMost where to stop: the answer is this for more as well, and comes sooner; at least 1,
 *     null counts all
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record CountQuery(
    @Nullable FlowFilter flows,
    @Nullable FlowRunFilter flowRuns,
    @Nullable TaskRunFilter taskRuns,
    @Nullable DeploymentFilter deployments,
    @Least(1) @Nullable Integer atMost) {

  /** All that is there. */
  public static final CountQuery ALL = CountQueryBuilder.builder().build();

  /** The four filters. */
  public Selection selection() {
    return new Selection(flows, flowRuns, taskRuns, deployments);
  }
}
