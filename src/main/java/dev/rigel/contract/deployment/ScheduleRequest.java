package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which dates to plant now, also in the past.
 *
 * @param startTime default now
 * @param endTime default start + 100 days
 * @param minTime least span of time to plant, default 1 h
 * @param minRuns least number of runs, default 3
 * @param maxRuns most runs, default 100
 */
@IgnoreUnknown
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record ScheduleRequest(
    @NullIsRefused @Nullable OffsetDateTime startTime,
    @NullIsRefused @Nullable OffsetDateTime endTime,
    @NullIsRefused @Nullable Duration minTime,
    @NullIsRefused @Nullable Integer minRuns,
    @NullIsRefused @Nullable Integer maxRuns) {}
