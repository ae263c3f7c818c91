package dev.rigel.contract.deployment;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last runs of a deployment, and what is usual of it.
 *
 * @param id the deployment's
 * @param runs those that were expected by now and do not wait any more, the newest last
 * @param next when the next of those is due that are planned
 * @param usualDuration what half of its last 20 completed runs took at most; null for fewer than
 *     five
 * @param longDuration what 95 of 100 of them took at most
 */
@WithBuilder
public record LatestRuns(
    @Required UUID id,
    @Required List<LatestRun> runs,
    @Nullable OffsetDateTime next,
    @Nullable Duration usualDuration,
    @Nullable Duration longDuration) {}
