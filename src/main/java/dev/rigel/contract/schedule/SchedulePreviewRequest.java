package dev.rigel.contract.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Most;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which schedule to look at, and which of its dates.
 *
 * @param schedulePolicy the policy to go by; its maximum of runs is told but not counted
 * @param start the first moment of the span; default now
 * @param end its last moment, inclusive; default: as many dates as the limit allows
 * @param deploymentId whose delays a policy with a jitter gives; without it they are not known
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record SchedulePreviewRequest(
    @Required Schedule schedule,
    @Nullable SchedulePolicy schedulePolicy,
    @Nullable OffsetDateTime start,
    @Nullable OffsetDateTime end,
    @Default("10") @Least(1) @Most(366) Integer limit,
    @Nullable UUID deploymentId) {}
