package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A date every so often, before and after an anchor.
 *
 * <p>Below 24 hours the interval counts elapsed time; from 24 hours on it counts on the wall clock
 * of the zone, so a daily run keeps its local time across daylight saving.
 *
 * @param interval more than zero, on the wire seconds with a fraction, in microseconds at the
 *     finest
 * @param anchorDate any date of the schedule; null: the moment at which the server stores it. Keeps
 *     the offset it was written with
 * @param timezone IANA name; null: UTC
 */
public record IntervalSchedule(
    @Required Duration interval, @Nullable OffsetDateTime anchorDate, @Nullable String timezone)
    implements Schedule {}
