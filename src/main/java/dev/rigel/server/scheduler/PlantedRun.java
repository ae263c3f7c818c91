package dev.rigel.server.scheduler;

import dev.rigel.contract.state.StateDetails;
import dev.rigel.server.database.Columns;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.schedule.StartJitter;
import dev.rigel.server.state.RandomName;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A run about to be planted.
 *
 * @param key holds the date in UTC, so that one instant is one run however the zone is spelled
 * @param legacyKey the reference's form, in the schedule's zone: a run that it planted is not
 *     planted again
 * @param date of the schedule
 * @param due when it starts; later than the date where starts are spread
 */
record PlantedRun(
    UUID id,
    UUID stateId,
    UUID deploymentId,
    String name,
    String key,
    String legacyKey,
    String tags,
    OffsetDateTime date,
    OffsetDateTime due,
    String details) {

  /** A run for each date of a deployment that has a schedule. */
  static List<PlantedRun> of(Deployment deployment, List<OffsetDateTime> dates) {
    if (dates.isEmpty()) {
      return List.of();
    }
    var jitter = new StartJitter(deployment.schedulePolicy().startJitter());
    var timezone = Objects.requireNonNull(deployment.schedule()).timezone();
    var zone = ZoneId.of(timezone == null ? "UTC" : timezone);
    var tags = new ArrayList<>(List.of("auto-scheduled"));
    tags.addAll(deployment.tags());
    var text = Columns.Texts.text(tags);
    return dates.stream()
        .map(date -> of(deployment.id(), date, jitter.startOf(deployment.id(), date), zone, text))
        .toList();
  }

  private static PlantedRun of(
      UUID deployment, OffsetDateTime date, OffsetDateTime due, ZoneId zone, String tags) {
    var id = UUID.randomUUID();
    return new PlantedRun(
        id,
        UUID.randomUUID(),
        deployment,
        RandomName.next(),
        PlantedDate.key(deployment, date),
        PlantedDate.key(deployment, date.atZoneSameInstant(zone).toOffsetDateTime()),
        tags,
        date,
        due,
        Columns.json(StateDetails.scheduledFor(due).withRuns(id, null)));
  }
}
