package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_INSERT_BATCH;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Batches;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.ValueTable;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The runs that schedules ask for, in bulk. */
@ApplicationScoped
@Transactional(MANDATORY)
class PlantedRunRepository {
  /** In one statement. */
  private static final int MOST_IDS = 100;

  /**
   * The legacy key is looked up together with the date, at which the reference starts its runs: the
   * plan that PostgreSQL keeps from the time when there were no runs goes by flow and time, and
   * would read all runs of the flow for each new one.
   */
  private static final String INSERT =
      """
      insert into flow_run (id, created, updated, name, flow_id, deployment_id, work_queue_name, infrastructure_document_id,
                            state_id, state_type, state_name, idempotency_key, parameters, context, empirical_policy, tags,
                            auto_scheduled, retries_in_process, run_count, expected_start_time, next_scheduled_start_time,
                            total_run_time_micros)
      select v.id, :now, :now, v.name, d.flow_id, d.id,
             d.work_queue_name, d.infrastructure_document_id, v.state_id, 'SCHEDULED', 'Scheduled', v.run_key, d.parameters,
             '{}', coalesce(d.empirical_policy, :no_retries), v.tags, true, false, 0, v.due, v.due, 0
        from :runs
        join deployment d on d.id = v.deployment_id
       where (select count(*) from flow_run r where r.flow_id = d.flow_id and r.expected_start_time = v.date and r.idempotency_key = v.legacy_key) = 0
          on conflict do nothing
      """;

  /** Only for runs that are really new. */
  private static final String INSERT_STATES =
      """
      insert into flow_run_state (id, flow_run_id, type, name, timestamp, message, state_details)
      select v.state_id, v.id, 'SCHEDULED', 'Scheduled', :now, 'Flow run scheduled', v.details
        from :runs
       where (select count(*) from flow_run r where r.id = v.id) = 1
      """;

  private static final String MARK_BACKFILLED =
      "update flow_run set backfilled = true where id in (:ids)";

  private static final String COUNT_UNTAKEN =
      """
      select count(*)
        from flow_run
       where deployment_id = :deployment
         and state_type = 'SCHEDULED'
         and auto_scheduled
         and run_count = 0
      """;

  private static final String KEYS_OF_WAITING =
      """
      select idempotency_key
        from flow_run
       where deployment_id = :deployment
         and state_type = 'SCHEDULED'
         and auto_scheduled
         and expected_start_time >= :now
       order by expected_start_time
      """;

  private static final String DELETE =
      """
      delete from flow_run
       where deployment_id = :deployment
         and state_type = 'SCHEDULED'
         and auto_scheduled
         and :starts_then
         and :is_meant
      """;

  private static final Condition IS_UNTRIED = Condition.of("run_count = 0");

  @Inject Sql sql;
  @Inject ServerSettings settings;

  /** How many planted runs nobody has taken yet. */
  int untaken(UUID deploymentId) {
    return sql.of(COUNT_UNTAKEN).bind("deployment", deploymentId).count();
  }

  /** Keys of planted runs that nobody has taken and whose start has not come. */
  List<String> keysOfWaiting(UUID deploymentId, OffsetDateTime now) {
    return sql.of(KEYS_OF_WAITING).bind("deployment", deploymentId).bind("now", now).rows().stream()
        .map(row -> row.text(0))
        .toList();
  }

  /**
   * Deletes planted runs that nobody has taken.
   *
   * @param from only those that start then or later; null: all
   * @param counting whether the answer counts
   * @return how many of them had never run; 0 if it does not count
   */
  int delete(UUID deploymentId, @Nullable OffsetDateTime from, boolean counting) {
    var untried = counting ? delete(deploymentId, from, IS_UNTRIED) : 0;
    delete(deploymentId, from, Condition.TRUE);
    return untried;
  }

  private int delete(UUID deploymentId, @Nullable OffsetDateTime from, Condition which) {
    return sql.of(DELETE)
        .bind("deployment", deploymentId)
        .bind(
            "starts_then",
            from == null ? Condition.TRUE : Condition.of("expected_start_time >= ?", from))
        .bind("is_meant", which)
        .change();
  }

  /** Inserts the runs whose dates have none yet, and tells how many these were. */
  int insert(List<PlantedRun> runs, OffsetDateTime now) {
    var table =
        new ValueTable(
            Database.of(settings),
            "id uuid",
            "state_id uuid",
            "deployment_id uuid",
            "name varchar",
            "run_key varchar",
            "legacy_key varchar",
            "tags varchar",
            "date timestamp with time zone",
            "due timestamp with time zone");
    var size = Math.min(settings.get(SCHEDULER_INSERT_BATCH), table.mostRows());
    return Batches.sum(runs, size, batch -> insertBatch(table, batch, now));
  }

  private int insertBatch(ValueTable table, List<PlantedRun> runs, OffsetDateTime now) {
    var inserted =
        sql.of(INSERT)
            .bind("now", now)
            .bind("no_retries", Columns.json(EmpiricalPolicy.NONE))
            .bind("runs", table.of(runs.stream().map(PlantedRunRepository::row).toList()))
            .change();
    if (inserted > 0) {
      insertStates(runs, now);
    }
    return inserted;
  }

  private static List<Object> row(PlantedRun r) {
    return List.of(
        r.id(),
        r.stateId(),
        r.deploymentId(),
        r.name(),
        r.key(),
        r.legacyKey(),
        r.tags(),
        r.date(),
        r.due());
  }

  private void insertStates(List<PlantedRun> runs, OffsetDateTime now) {
    var table =
        new ValueTable(Database.of(settings), "id uuid", "state_id uuid", "details varchar");
    var rows = runs.stream().map(r -> List.<Object>of(r.id(), r.stateId(), r.details())).toList();
    sql.of(INSERT_STATES).bind("now", now).bind("runs", table.of(rows)).change();
  }

  /** As {@link #insert}; these were asked for by hand. */
  int insertBackfilled(List<PlantedRun> runs, OffsetDateTime now) {
    var inserted = insert(runs, now);
    Batches.sum(
        runs,
        MOST_IDS,
        batch ->
            sql.of(MARK_BACKFILLED)
                .bind("ids", batch.stream().map(PlantedRun::id).toList())
                .change());
    return inserted;
  }
}
