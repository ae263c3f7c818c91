package dev.rigel.server.scheduler;

import dev.rigel.contract.state.StateDetails;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.state.RandomName;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A run about to be planted.
 *
 * @param key holds the instant in UTC, so that one instant is one run however the zone is spelled
 * @param legacyKey the reference's form, in the schedule's zone: a run that it planted is not
 *     planted again
 */
record PlantedRun(
    UUID id,
    UUID stateId,
    UUID deploymentId,
    String name,
    String key,
    String legacyKey,
    String tags,
    OffsetDateTime due,
    String details) {

  static PlantedRun of(Deployment deployment, OffsetDateTime date, String timezone) {
    var local =
        date.atZoneSameInstant(ZoneId.of(timezone == null ? "UTC" : timezone)).toOffsetDateTime();
    var tags = new ArrayList<>(List.of("auto-scheduled"));
    tags.addAll(deployment.tags());
    return new PlantedRun(
        UUID.randomUUID(),
        UUID.randomUUID(),
        deployment.id(),
        RandomName.next(),
        PlantedDate.key(deployment.id(), date),
        PlantedDate.key(deployment.id(), local),
        Columns.Texts.text(tags),
        date,
        Columns.json(StateDetails.scheduledFor(date)));
  }
}
