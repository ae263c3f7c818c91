package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A date of a schedule.
 *
 * @param scheduledTime the date, with the offset that the schedule's zone has then
 * @param expectedStartTime when its run starts: at the date, or later where the policy spreads
 *     starts; null where that depends on a deployment that is not known
 */
public record PreviewedDate(
    @Required OffsetDateTime scheduledTime, @Nullable OffsetDateTime expectedStartTime) {}
