package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.taskrun.TaskRunInput;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task run in the graph of its flow run. */
@WithBuilder
public record GraphNode(
    @Required UUID id,
    @Required List<TaskRunInput> upstreamDependencies,
    @Nullable StateResponse state,
    @Nullable OffsetDateTime expectedStartTime,
    @Nullable OffsetDateTime startTime,
    @Nullable OffsetDateTime endTime,
    @Required Duration totalRunTime,
    @Required Duration estimatedRunTime,
    boolean untrackableResult) {}
