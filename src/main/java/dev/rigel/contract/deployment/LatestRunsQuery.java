package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Most;
import dev.rigel.contract.json.MostElements;
import dev.rigel.contract.json.NullIsAbsent;
import java.util.List;
import java.util.UUID;

/**
 * Whose runs, and how many of each.
 *
 * @param deploymentIds of these deployments
 * @param runs the last so many
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LatestRunsQuery(
    @Default("[]") @MostElements(200) List<UUID> deploymentIds,
    @Default("12") @Least(0) @Most(50) Integer runs) {}
