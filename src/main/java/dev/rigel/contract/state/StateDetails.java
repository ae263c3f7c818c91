package dev.rigel.contract.state;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Facts that belong to a state. All keys are always written; unknown ones are skipped when read.
 *
 * @param flowRunId the flow run, filled in by the server
 * @param taskRunId the task run, or of a subflow's state the parent task run; filled in by the
 *     server
 * @param childFlowRunId of a parent task run's state: the subflow run
 * @param scheduledTime when a SCHEDULED state is due
 * @param cacheKey key under which a COMPLETED task state is kept
 * @param cacheExpiration when that ends; null for never
 * @param untrackableResult whether the engine cannot follow the result; default false
 */
@IgnoreUnknown
@WithBuilder
public record StateDetails(
    @Nullable UUID flowRunId,
    @Nullable UUID taskRunId,
    @Nullable UUID childFlowRunId,
    @Nullable OffsetDateTime scheduledTime,
    @Longest(Longest.KEY) @Nullable String cacheKey,
    @Nullable OffsetDateTime cacheExpiration,
    @Default("false") boolean untrackableResult) {

  /** No facts. */
  public static final StateDetails NONE = StateDetailsBuilder.builder().build();

  /** Only a due time. */
  public static StateDetails scheduledFor(@Nullable OffsetDateTime time) {
    return NONE.withScheduledTime(time);
  }

  /** The same with another due time. */
  public StateDetails withScheduledTime(@Nullable OffsetDateTime time) {
    return StateDetailsBuilder.builder(this).scheduledTime(time).build();
  }

  /** The same with the ids of the runs. */
  public StateDetails withRuns(UUID flowRun, @Nullable UUID taskRun) {
    return StateDetailsBuilder.builder(this).flowRunId(flowRun).taskRunId(taskRun).build();
  }

  /** The same with the subflow run. */
  public StateDetails withChild(UUID childFlowRun) {
    return StateDetailsBuilder.builder(this).childFlowRunId(childFlowRun).build();
  }
}
