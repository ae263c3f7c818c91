package dev.rigel.contract.schedule;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A date of a deployment.
 *
 * @param expectedStartTime when its run starts: at the date, or later where the policy spreads
 *     starts
 */
@WithBuilder
public record ScheduledDate(
    @Required UUID deploymentId,
    @Required UUID flowId,
    @Required String deploymentName,
    @Nullable String workQueueName,
    @Required OffsetDateTime scheduledTime,
    @Required OffsetDateTime expectedStartTime) {}
