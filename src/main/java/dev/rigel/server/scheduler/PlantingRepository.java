package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_DEPLOYMENT_BATCH;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Batches;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.ValueTable;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How far deployments are planted, and which of them need runs. */
@ApplicationScoped
@Transactional(MANDATORY)
class PlantingRepository {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String NEEDY =
      """
      select id
        from deployment
       where is_schedule_active
         and schedule is not null
         and (replant_at is null or replant_at < :now)
         and id > :after
       order by id
       limit :most
      """;

  private static final String LOCK =
      """
      select *
        from deployment
       where id in (:ids)
       order by id
         for update skip locked
      """;

  /** Both databases know no other common way to change many rows, each to its own values. */
  private static final String REMEMBER =
      """
      update deployment
         set planted_until = (select v.planted_until from :plans where v.id = deployment.id),
             replant_at = (select v.replant_at from :plans where v.id = deployment.id)
       where id in (select v.id from :plans)
      """;

  private static final String COUNTED =
      "select planted_runs from deployment where id = :id and planted_runs is not null";

  private static final String COUNT =
      "update deployment set planted_runs = :planted where id = :id";

  @Inject Sql sql;
  @Inject ServerSettings settings;

  /** A page of deployments whose runs get few, by id, after one; null is before the first. */
  List<UUID> needy(UUID after, OffsetDateTime now) {
    return sql.of(NEEDY)
        .bind("now", now)
        .bind("after", after == null ? BEFORE_ALL : after)
        .bind("most", settings.get(SCHEDULER_DEPLOYMENT_BATCH))
        .ids();
  }

  /**
   * The deployments, locked; those that somebody is changing right now are left out: whoever
   * changes them plants them.
   */
  List<Deployment> lock(List<UUID> ids) {
    return sql.of(LOCK).bind("ids", ids).list(Deployment.class);
  }

  /** Remembers how far deployments, whose rows are locked, are planted. */
  void remember(List<Plan> plans) {
    var table =
        new ValueTable(
            Database.of(settings),
            "id uuid",
            "planted_until timestamp with time zone",
            "replant_at timestamp with time zone");
    // it is mentioned three times
    Batches.sum(
        plans,
        table.mostRows() / 3,
        batch ->
            sql.of(REMEMBER)
                .bind("plans", table.of(batch.stream().map(PlantingRepository::row).toList()))
                .change());
  }

  private static List<Object> row(Plan plan) {
    return Arrays.asList(plan.deployment().id(), plan.until(), plan.replantAt());
  }

  /** How many runs are planted, where that is counted. */
  Optional<Integer> counted(UUID id) {
    return sql.of(COUNTED).bind("id", id).rows().stream()
        .findFirst()
        .map(row -> row.number(0).intValue());
  }

  /** Sets how many runs are planted; null: that is not counted. */
  void count(UUID id, Integer planted) {
    sql.of(COUNT).bind("planted", planted).bind("id", id).change();
  }
}
