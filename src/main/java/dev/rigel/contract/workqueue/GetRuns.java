package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs an agent asks for.
 *
 * @param limit runs at most, 0 to 200, default 200
 * @param scheduledBefore only runs due by then; default all
 * @param agentId who asks; null for stock agents
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record GetRuns(
    @Nullable Integer limit, @Nullable OffsetDateTime scheduledBefore, @Nullable UUID agentId) {}
