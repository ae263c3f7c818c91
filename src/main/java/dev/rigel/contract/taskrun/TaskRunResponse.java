package dev.rigel.contract.taskrun;

import dev.rigel.contract.flowrun.EmpiricalPolicy;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A task run. Durations are seconds; fields as in flow runs. */
public record TaskRunResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    UUID flowRunId,
    String taskKey,
    String dynamicKey,
    String cacheKey,
    OffsetDateTime cacheExpiration,
    String taskVersion,
    EmpiricalPolicy empiricalPolicy,
    List<String> tags,
    UUID stateId,
    Map<String, List<TaskRunInput>> taskInputs,
    StateType stateType,
    String stateName,
    int runCount,
    int flowRunRunCount,
    OffsetDateTime expectedStartTime,
    OffsetDateTime nextScheduledStartTime,
    OffsetDateTime startTime,
    OffsetDateTime endTime,
    Duration totalRunTime,
    Duration estimatedRunTime,
    Duration estimatedStartTimeDelta,
    StateResponse state) {}
