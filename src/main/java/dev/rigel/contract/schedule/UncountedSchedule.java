package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment whose dates are not counted.
 *
 * @param reason why, for people
 */
public record UncountedSchedule(
    @Required UUID deploymentId,
    @Required String deploymentName,
    @Nullable String workQueueName,
    @Required String reason) {}
