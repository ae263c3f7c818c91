package dev.rigel.contract.deployment;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.state.StateType;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the last runs.
 *
 * @param totalRunTime in RUNNING, up to its present state
 */
@WithBuilder
public record LatestRun(
    @Required UUID id,
    @Required String name,
    @Required StateType stateType,
    @Required String stateName,
    @Nullable OffsetDateTime startTime,
    @Nullable OffsetDateTime endTime,
    @Required Duration totalRunTime) {}
