package dev.rigel.contract.query;

import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The four filters of a query, joined by AND as existence tests: for the thing that is asked for,
 * the related ones must exist. {@code {}} demands existence, null nothing.
 */
@WithBuilder
public record Selection(
    @Nullable FlowFilter flows,
    @Nullable FlowRunFilter flowRuns,
    @Nullable TaskRunFilter taskRuns,
    @Nullable DeploymentFilter deployments) {

  /** Everything. */
  public static final Selection ALL = SelectionBuilder.builder().build();
}
