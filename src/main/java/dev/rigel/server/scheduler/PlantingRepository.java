package dev.rigel.server.scheduler;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.flowrun.EmpiricalPolicy;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.query.Condition;
import dev.rigel.server.query.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deployments that need runs, and the runs, in bulk. */
@ApplicationScoped
@Transactional(MANDATORY)
public class PlantingRepository {
  /**
   * EclipseLink looks at all parameters of a statement once for each of them: with 500 rows in one
   * (4,000 parameters) a pass over 5,000 deployments took more than a minute.
   */
  private static final int ROWS_IN_A_STATEMENT = 25;

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
   * plan that PostgreSQL keeps from the time when there were no runs goes by flow and time, and
   * would read all runs of the flow for each new one.
   */
  private static final String RUNS =
      """
      insert into flow_run (id, created, updated, name, flow_id, deployment_id, work_queue_name, infrastructure_document_id,
                            state_id, state_type, state_name, idempotency_key, parameters, context, empirical_policy, tags,
                            auto_scheduled, retries_in_process, run_count, expected_start_time, next_scheduled_start_time,
                            total_run_time_micros)
      select v.id, cast(? as timestamp with time zone), cast(? as timestamp with time zone), v.name, d.flow_id, d.id,
             d.work_queue_name, d.infrastructure_document_id, v.state_id, 'SCHEDULED', 'Scheduled', v.run_key, d.parameters,
             '{}', cast(? as varchar), v.tags, true, false, 0, v.due, v.due, 0
        from (values ROWS) v (id, state_id, deployment_id, name, run_key, legacy_key, tags, date, due)
        join deployment d on d.id = v.deployment_id
       where (select count(*) from flow_run r where r.flow_id = d.flow_id and r.expected_start_time = v.date and r.idempotency_key = v.legacy_key) = 0
          on conflict do nothing
      """;

  private static final String RUN =
      "(cast(? as uuid), cast(? as uuid), cast(? as uuid), cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as varchar), cast(? as timestamp with time zone), cast(? as timestamp with time zone))";

  /** Only for runs that are really new. */
  private static final String STATES =
      """
      insert into flow_run_state (id, flow_run_id, type, name, timestamp, message, state_details)
      select v.state_id, v.id, 'SCHEDULED', 'Scheduled', cast(? as timestamp with time zone), 'Flow run scheduled', v.details
        from (values ROWS) v (id, state_id, details)
       where (select count(*) from flow_run r where r.id = v.id) = 1
      """;

  private static final String STATE = "(cast(? as uuid), cast(? as uuid), cast(? as varchar))";

  /** Both databases know no other common way to change many rows, each to its own values. */
  private static final String REMEMBER =
      """
      update deployment
         set planted_until = (select v.planted_until from (values ROWS) v (id, planted_until, replant_at) where v.id = deployment.id),
             replant_at = (select v.replant_at from (values ROWS) v (id, planted_until, replant_at) where v.id = deployment.id)
       where id in (IDS)
      """;

  private static final String PROGRESS =
      "(cast(? as uuid), cast(? as timestamp with time zone), cast(? as timestamp with time zone))";

  @Inject Rows rows;
  @Inject ServerSettings settings;

  /** A page of deployments whose runs get few, by id, behind one; null is before the first. */
  List<UUID> needy(UUID after, OffsetDateTime now) {
    var arguments = List.of(now, after == null ? BEFORE_ALL : after);
    return rows.scalars(NEEDY + settings.deploymentBatchSize(), arguments).stream()
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
    for (int i = 0; i < plans.size(); i += ROWS_IN_A_STATEMENT) {
      rememberBatch(plans.subList(i, Math.min(plans.size(), i + ROWS_IN_A_STATEMENT)));
    }
  }

  private void rememberBatch(List<Plan> plans) {
    var arguments = new ArrayList<Object>();
    for (int i = 0; i < 2; i++) {
      plans.forEach(
          p -> Collections.addAll(arguments, p.deployment().id(), p.until(), p.replantAt()));
    }
    plans.forEach(p -> arguments.add(p.deployment().id()));
    var values = repeated(PROGRESS, plans.size());
    rows.change(
        REMEMBER.replace("ROWS", values).replace("IDS", repeated("?", plans.size())),
        arguments.toArray());
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
    var size = Math.min(settings.insertBatchSize(), ROWS_IN_A_STATEMENT);
    var inserted = 0;
    for (int i = 0; i < runs.size(); i += size) {
      inserted += insertBatch(runs.subList(i, Math.min(runs.size(), i + size)), now);
    }
    return inserted;
  }

  /** As {@link #insert}; these were asked for by hand. */
  int insertBackfilled(List<PlantedRun> runs, OffsetDateTime now) {
    var inserted = insert(runs, now);
    for (int i = 0; i < runs.size(); i += ROWS_IN_A_STATEMENT) {
      var batch = runs.subList(i, Math.min(runs.size(), i + ROWS_IN_A_STATEMENT));
      var ids = Condition.in("id", batch.stream().map(PlantedRun::id).toList());
      rows.change(
          "update flow_run set backfilled = true where " + ids.sql(), ids.arguments().toArray());
    }
    return inserted;
  }

  private int insertBatch(List<PlantedRun> runs, OffsetDateTime now) {
    var arguments = new ArrayList<Object>(List.of(now, now, Columns.json(EmpiricalPolicy.NONE)));
    runs.forEach(
        r ->
            Collections.addAll(
                arguments,
                r.id(),
                r.stateId(),
                r.deploymentId(),
                r.name(),
                r.key(),
                r.legacyKey(),
                r.tags(),
                r.date(),
                r.due()));
    var inserted =
        rows.change(RUNS.replace("ROWS", repeated(RUN, runs.size())), arguments.toArray());
    if (inserted == 0) {
      return 0;
    }
    var states = new ArrayList<Object>(List.of(now));
    runs.forEach(r -> Collections.addAll(states, r.id(), r.stateId(), r.details()));
    rows.change(STATES.replace("ROWS", repeated(STATE, runs.size())), states.toArray());
    return inserted;
  }

  private static String repeated(String row, int times) {
    return String.join(", ", Collections.nCopies(times, row));
  }
}
