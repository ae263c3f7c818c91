package dev.rigel.contract.deployment;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;

/**
 * A date of a deployment's schedule that is to come.
 *
 * @param scheduledTime the instant, in UTC
 */
public record UpcomingDate(@Required OffsetDateTime scheduledTime) {}
