package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_DEPLOYMENT_BATCH;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Batches;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.ValueTable;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.deployment.PlantingProgress;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far deployments are planted, and which of them need runs. */
@ApplicationScoped
@Transactional(MANDATORY)
class PlantingRepository {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String NEEDY =
      """
      select d.id
        from deployment_planting p
        join deployment d on d.id = p.deployment_id
       where d.is_schedule_active
         and d.schedule is not null
         and (p.replant_at is null or p.replant_at < :now)
         and p.deployment_id > :after
       order by p.deployment_id
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

  private static final String PROGRESS =
      """
      select deployment_id, planted_until, planted_runs
        from deployment_planting
       where deployment_id in (:ids)
      """;

  /** Both databases know no other common way to change many rows, each to its own values. */
  private static final String REMEMBER =
      """
      update deployment_planting
         set planted_until = (select v.planted_until from :plans where v.id = deployment_planting.deployment_id),
             replant_at = (select v.replant_at from :plans where v.id = deployment_planting.deployment_id)
       where deployment_id in (select v.id from :plans)
      """;

  private static final String INSERT =
      """
      insert into deployment_planting (deployment_id, planted_until, replant_at)
      select v.id, v.planted_until, v.replant_at
        from :plans
       where not exists (select 1 from deployment_planting p where p.deployment_id = v.id)
      """;

  private static final String COUNT =
      "update deployment_planting set planted_runs = :planted where deployment_id = :id";

  private static final String INSERT_COUNT =
      "insert into deployment_planting (deployment_id, planted_runs) values (:id, :planted)";

  private static final String FORGET_COUNT =
      """
      update deployment_planting
         set planted_runs = null
       where deployment_id = :id
         and planted_runs is not null
      """;

  @Inject Sql sql;
  @Inject ServerSettings settings;

  /** A page of deployments whose runs get few, by id, after one; null is before the first. */
  List<UUID> needy(@Nullable UUID after, OffsetDateTime now) {
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

  /** How far some deployments are planted, by id. */
  Map<UUID, PlantingProgress> of(List<UUID> ids) {
    return ids.isEmpty()
        ? Map.of()
        : sql.of(PROGRESS).bind("ids", ids).rows().stream()
            .collect(Collectors.toMap(row -> row.id(0), PlantingRepository::progress));
  }

  private static PlantingProgress progress(Row row) {
    var runs = row.numberOrNull(2);
    return new PlantingProgress(row.timeOrNull(1), runs == null ? null : runs.intValue());
  }

  /** How far a deployment is planted. */
  PlantingProgress of(UUID id) {
    return of(List.of(id)).getOrDefault(id, PlantingProgress.NONE);
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
    Batches.sum(plans, table.mostRows() / 3, batch -> remember(table, batch));
  }

  /** A deployment that is being created has no row yet. */
  private int remember(ValueTable table, List<Plan> plans) {
    var rows = table.of(plans.stream().map(PlantingRepository::row).toList());
    var known = sql.of(REMEMBER).bind("plans", rows).change();
    return known == plans.size() ? known : sql.of(INSERT).bind("plans", rows).change();
  }

  private static List<Object> row(Plan plan) {
    return Arrays.asList(plan.deployment().id(), plan.until(), plan.replantAt());
  }

  /** Sets how many runs are planted. */
  void count(UUID id, int planted) {
    if (sql.of(COUNT).bind("planted", planted).bind("id", id).change() == 0) {
      sql.of(INSERT_COUNT).bind("id", id).bind("planted", planted).change();
    }
  }

  /** They are not counted any longer. */
  void forgetCount(UUID id) {
    sql.of(FORGET_COUNT).bind("id", id).change();
  }
}
