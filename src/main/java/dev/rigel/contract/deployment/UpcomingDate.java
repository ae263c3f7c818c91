package dev.rigel.contract.deployment;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;

/**
 * A date of a deployment's schedule that is to come.
 *
 * @param scheduledTime the date, in UTC
 * @param expectedStartTime when its run starts: at the date, or later where the policy spreads
 *     starts
 */
public record UpcomingDate(
    @Required OffsetDateTime scheduledTime, @Required OffsetDateTime expectedStartTime) {}
