package dev.rigel.contract.taskrun;

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

/** A task run. Durations are seconds; fields as in flow runs. */
@WithBuilder
public record TaskRunResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required UUID flowRunId,
    @Required String taskKey,
    @Required String dynamicKey,
    String cacheKey,
    OffsetDateTime cacheExpiration,
    String taskVersion,
    @Required EmpiricalPolicy empiricalPolicy,
    @Required List<String> tags,
    UUID stateId,
    @Required Map<String, List<TaskRunInput>> taskInputs,
    StateType stateType,
    String stateName,
    int runCount,
    int flowRunRunCount,
    OffsetDateTime expectedStartTime,
    OffsetDateTime nextScheduledStartTime,
    OffsetDateTime startTime,
    OffsetDateTime endTime,
    @Required Duration totalRunTime,
    @Required Duration estimatedRunTime,
    @Required Duration estimatedStartTimeDelta,
    StateResponse state) {}
