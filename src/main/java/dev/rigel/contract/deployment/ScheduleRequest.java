package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;

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
    @NullIsRefused OffsetDateTime startTime,
    @NullIsRefused OffsetDateTime endTime,
    @NullIsRefused Duration minTime,
    @NullIsRefused Integer minRuns,
    @NullIsRefused Integer maxRuns) {}
