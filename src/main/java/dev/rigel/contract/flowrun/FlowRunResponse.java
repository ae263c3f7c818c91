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

/**
 * A flow run. Durations are seconds.
 *
 * @param nextScheduledStartTime when it is due; null when it is not SCHEDULED
 * @param expectedStartTime when it was first due
 * @param totalRunTime time spent RUNNING until the last change of state
 * @param estimatedRunTime the same until now
 * @param estimatedStartTimeDelta lateness of its start, never negative
 * @param state the current state; null for a run without one
 */
@WithBuilder
public record FlowRunResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required UUID flowId,
    UUID stateId,
    UUID deploymentId,
    String workQueueName,
    String flowVersion,
    @Required Map<String, Object> parameters,
    String idempotencyKey,
    @Required Map<String, Object> context,
    @Required EmpiricalPolicy empiricalPolicy,
    @Required List<String> tags,
    UUID parentTaskRunId,
    StateType stateType,
    String stateName,
    int runCount,
    OffsetDateTime expectedStartTime,
    OffsetDateTime nextScheduledStartTime,
    OffsetDateTime startTime,
    OffsetDateTime endTime,
    @Required Duration totalRunTime,
    @Required Duration estimatedRunTime,
    @Required Duration estimatedStartTimeDelta,
    boolean autoScheduled,
    UUID infrastructureDocumentId,
    String infrastructurePid,
    CreatedBy createdBy,
    StateResponse state) {}
