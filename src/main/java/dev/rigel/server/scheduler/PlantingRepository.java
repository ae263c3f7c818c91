package dev.rigel.server.scheduler;

import static dev.rigel.contract.setting.Settings.SCHEDULER_DEPLOYMENT_BATCH;
import static dev.rigel.contract.setting.Settings.SCHEDULER_INSERT_BATCH;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.ValueTable;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** Deployments that need runs, and the runs, in bulk. */
@ApplicationScoped
@Transactional(MANDATORY)
class PlantingRepository {
  /** In one statement. */
  private static final int MOST_IDS = 100;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String NEEDY =
      """
      select cast(id as varchar), 1
        from deployment
       where is_schedule_active
         and schedule is not null
         and (replant_at is null or replant_at < ?)
         and id > ?
       order by id
       limit\s""";

  /**
   * The legacy key is looked up together with the date, at which the reference starts its runs: the
   * plan that PostgreSQL keeps from the time when there were no runs uses flow and time, and would
   * read all runs of the flow for each new one.
   */
  private static final String RUNS =
      """
      insert into flow_run (id, created, updated, name, flow_id, deployment_id, work_queue_name, infrastructure_document_id,
                            state_id, state_type, state_name, idempotency_key, parameters, context, empirical_policy, tags,
                            auto_scheduled, retries_in_process, run_count, expected_start_time, next_scheduled_start_time,
                            total_run_time_micros)
      select v.id, cast(? as timestamp with time zone), cast(? as timestamp with time zone), v.name, d.flow_id, d.id,
             d.work_queue_name, d.infrastructure_document_id, v.state_id, 'SCHEDULED', 'Scheduled', v.run_key, d.parameters,
             '{}', coalesce(d.empirical_policy, cast(? as varchar)), v.tags, true, false, 0, v.due, v.due, 0
        from ROWS
        join deployment d on d.id = v.deployment_id
       where (select count(*) from flow_run r where r.flow_id = d.flow_id and r.expected_start_time = v.date and r.idempotency_key = v.legacy_key) = 0
          on conflict do nothing
      """;

  /** Only for runs that are really new. */
  private static final String STATES =
      """
      insert into flow_run_state (id, flow_run_id, type, name, timestamp, message, state_details)
      select v.state_id, v.id, 'SCHEDULED', 'Scheduled', cast(? as timestamp with time zone), 'Flow run scheduled', v.details
        from ROWS
       where (select count(*) from flow_run r where r.id = v.id) = 1
      """;

  /** Both databases know no other common way to change many rows, each to its own values. */
  private static final String REMEMBER =
      """
      update deployment
         set planted_until = (select v.planted_until from ROWS where v.id = deployment.id),
             replant_at = (select v.replant_at from ROWS where v.id = deployment.id)
       where id in (select v.id from ROWS)
      """;

  @Inject Rows rows;
  @Inject ServerSettings settings;

  /** A page of deployments whose runs get few, by id, after one; null is before the first. */
  List<UUID> needy(UUID after, OffsetDateTime now) {
    var arguments = List.of(now, after == null ? BEFORE_ALL : after);
    return rows.scalars(NEEDY + settings.get(SCHEDULER_DEPLOYMENT_BATCH), arguments).stream()
        .map(row -> UUID.fromString((String) row[0]))
        .toList();
  }

  /**
   * The deployments, locked; those that somebody is changing right now are left out: whoever
   * changes them plants them.
   */
  List<Deployment> lock(List<UUID> ids) {
    var wanted = Condition.in("id", ids);
    return rows.list(
        Deployment.class,
        "select * from deployment where " + wanted.sql() + " order by id for update skip locked",
        wanted.arguments());
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
    inBatches(plans, table.mostRows() / 3, batch -> rememberBatch(table, batch));
  }

  private int rememberBatch(ValueTable table, List<Plan> plans) {
    var progress =
        table.arguments(
            plans.stream().map(p -> row(p.deployment().id(), p.until(), p.replantAt())).toList());
    var arguments = new ArrayList<>(progress);
    arguments.addAll(progress);
    arguments.addAll(progress);
    return rows.change(REMEMBER.replace("ROWS", table.sql(plans.size())), arguments.toArray());
  }

  /** How many runs are planted, where that is counted. */
  Optional<Integer> counted(UUID id) {
    return rows
        .scalars(
            "select planted_runs, 1 from deployment where id = ? and planted_runs is not null",
            List.of(id))
        .stream()
        .findFirst()
        .map(row -> ((Number) row[0]).intValue());
  }

  /** Sets how many runs are planted; null: that is not counted. */
  void count(UUID id, Integer planted) {
    rows.change(
        "update deployment set planted_runs = cast(? as integer) where id = ?", planted, id);
  }

  /** How many planted runs nobody has taken yet. */
  int untaken(UUID id) {
    return rows.count(
        "flow_run r",
        Condition.of(
            "r.deployment_id = ? and r.state_type = 'SCHEDULED' and r.auto_scheduled and r.run_count = 0",
            id));
  }

  /** Keys of planted runs that nobody has taken and whose start has not come. */
  List<String> keysOfWaiting(UUID id, OffsetDateTime now) {
    return rows
        .scalars(
            "select idempotency_key, 1 from flow_run where deployment_id = ? and state_type = 'SCHEDULED' and auto_scheduled"
                + " and expected_start_time >= ? order by expected_start_time",
            List.of(id, now))
        .stream()
        .map(row -> (String) row[0])
        .toList();
  }

  /**
   * Deletes planted runs that nobody has taken.
   *
   * @param from only those that start then or later; null: all
   * @param counting whether the answer counts
   * @return how many of them had never run; 0 if it does not count
   */
  int deletePlanted(UUID id, OffsetDateTime from, boolean counting) {
    var untried = counting ? delete(id, from, "and run_count = 0") : 0;
    delete(id, from, "");
    return untried;
  }

  private int delete(UUID id, OffsetDateTime from, String which) {
    var planted =
        "delete from flow_run where deployment_id = ? and state_type = 'SCHEDULED' and auto_scheduled "
            + which;
    return from == null
        ? rows.change(planted, id)
        : rows.change(planted + " and expected_start_time >= ?", id, from);
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
    return inBatches(runs, size, batch -> insertBatch(table, batch, now));
  }

  /** As {@link #insert}; these were asked for by hand. */
  int insertBackfilled(List<PlantedRun> runs, OffsetDateTime now) {
    var inserted = insert(runs, now);
    inBatches(runs, MOST_IDS, this::markBackfilled);
    return inserted;
  }

  private int markBackfilled(List<PlantedRun> runs) {
    var ids = Condition.in("id", runs.stream().map(PlantedRun::id).toList());
    return rows.change(
        "update flow_run set backfilled = true where " + ids.sql(), ids.arguments().toArray());
  }

  private int insertBatch(ValueTable table, List<PlantedRun> runs, OffsetDateTime now) {
    var arguments = new ArrayList<Object>(List.of(now, now, Columns.json(EmpiricalPolicy.NONE)));
    arguments.addAll(
        table.arguments(
            runs.stream()
                .map(
                    r ->
                        row(
                            r.id(),
                            r.stateId(),
                            r.deploymentId(),
                            r.name(),
                            r.key(),
                            r.legacyKey(),
                            r.tags(),
                            r.date(),
                            r.due()))
                .toList()));
    var inserted = rows.change(RUNS.replace("ROWS", table.sql(runs.size())), arguments.toArray());
    if (inserted > 0) {
      insertStates(runs, now);
    }
    return inserted;
  }

  private void insertStates(List<PlantedRun> runs, OffsetDateTime now) {
    var table =
        new ValueTable(Database.of(settings), "id uuid", "state_id uuid", "details varchar");
    var arguments = new ArrayList<Object>(List.of(now));
    arguments.addAll(
        table.arguments(runs.stream().map(r -> row(r.id(), r.stateId(), r.details())).toList()));
    rows.change(STATES.replace("ROWS", table.sql(runs.size())), arguments.toArray());
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  private static <T> int inBatches(List<T> all, int size, ToIntFunction<List<T>> work) {
    var changed = 0;
    for (int i = 0; i < all.size(); i += size) {
      changed += work.applyAsInt(all.subList(i, Math.min(all.size(), i + size)));
    }
    return changed;
  }
}
