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
import org.jspecify.annotations.Nullable;

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
    @Nullable String cacheKey,
    @Nullable OffsetDateTime cacheExpiration,
    @Nullable String taskVersion,
    @Required EmpiricalPolicy empiricalPolicy,
    @Required List<String> tags,
    @Nullable UUID stateId,
    @Required Map<String, List<TaskRunInput>> taskInputs,
    @Nullable StateType stateType,
    @Nullable String stateName,
    int runCount,
    int flowRunRunCount,
    @Nullable OffsetDateTime expectedStartTime,
    @Nullable OffsetDateTime nextScheduledStartTime,
    @Nullable OffsetDateTime startTime,
    @Nullable OffsetDateTime endTime,
    @Required Duration totalRunTime,
    @Required Duration estimatedRunTime,
    @Required Duration estimatedStartTimeDelta,
    @Nullable StateResponse state) {}
