package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow run. Durations are seconds.
 *
 * @param nextScheduledStartTime when it is due; null when it is not SCHEDULED
 * @param expectedStartTime when it was first due
 * @param totalRunTime time spent RUNNING until the last change of state
 * @param estimatedRunTime the same until now
 * @param estimatedStartTimeDelta lateness of its start, never negative
 * @param priority among the runs that are due on its queue: the higher goes first
 * @param state the current state; null for a run without one
 */
@WithBuilder
public record FlowRunResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required UUID flowId,
    @Nullable UUID stateId,
    @Nullable UUID deploymentId,
    @Nullable String workQueueName,
    @Nullable String flowVersion,
    @Required Map<String, Object> parameters,
    @Nullable String idempotencyKey,
    @Required Map<String, Object> context,
    @Required EmpiricalPolicy empiricalPolicy,
    @Required List<String> tags,
    @Nullable UUID parentTaskRunId,
    @Nullable StateType stateType,
    @Nullable String stateName,
    int runCount,
    @Nullable OffsetDateTime expectedStartTime,
    @Nullable OffsetDateTime nextScheduledStartTime,
    @Nullable OffsetDateTime startTime,
    @Nullable OffsetDateTime endTime,
    @Required Duration totalRunTime,
    @Required Duration estimatedRunTime,
    @Required Duration estimatedStartTimeDelta,
    boolean autoScheduled,
    @Nullable UUID infrastructureDocumentId,
    @Nullable String infrastructurePid,
    int priority,
    @Nullable CreatedBy createdBy,
    @Nullable StateResponse state) {}
