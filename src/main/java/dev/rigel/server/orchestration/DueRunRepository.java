package dev.rigel.server.orchestration;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.orchestration.DueRun.Other;
import dev.rigel.server.query.Condition;
import dev.rigel.server.query.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Runs of deployments that bear on each other's start. */
@ApplicationScoped
@Transactional(MANDATORY)
public class DueRunRepository {
  private static final String ACTIVE =
      "(state_type in ('PENDING', 'RUNNING') or state_type = 'SCHEDULED' and retries_in_process)";

  /** Those that have not been sent back by hand, and have never run. */
  private static final String WAITING =
      "state_type = 'SCHEDULED' and state_name in ('Scheduled', 'Late') and auto_scheduled and run_count = 0 and next_scheduled_start_time <= ?";

  /** More than a page of due runs; further ones are no older. */
  private static final int MOST_WAITING = 1_000;

  @Inject Rows rows;

  /** Active runs, by deployment. */
  Map<UUID, List<Other>> active(List<UUID> deploymentIds) {
    var wanted = Condition.in("deployment_id", deploymentIds).and(new Condition(ACTIVE, List.of()));
    return others(wanted, "id", "");
  }

  /**
   * Active runs whose rows could be locked, as entities; nobody is waited for, so that there is no
   * circle with those who change active runs or delete deployments.
   */
  List<FlowRun> lockActive(List<UUID> deploymentIds) {
    var wanted = Condition.in("deployment_id", deploymentIds).and(new Condition(ACTIVE, List.of()));
    return rows.list(
        FlowRun.class,
        "select * from flow_run where " + wanted.sql() + " order by id for update skip locked",
        wanted.arguments());
  }

  /**
   * Planted runs of a deployment whose start has come and which nobody has taken, oldest first.
   *
   * @param backfilledOnly leave out those that a later date overtakes
   */
  List<Other> waiting(UUID deploymentId, boolean backfilledOnly, OffsetDateTime now) {
    var due = Condition.of("deployment_id = ?", deploymentId).and(Condition.of(WAITING, now));
    var wanted = backfilledOnly ? due.and(new Condition("backfilled", List.of())) : due;
    return others(wanted, "next_scheduled_start_time, id", " limit " + MOST_WAITING)
        .getOrDefault(deploymentId, List.of());
  }

  private Map<UUID, List<Other>> others(Condition wanted, String order, String limit) {
    var sql =
        "select cast(deployment_id as varchar), cast(id as varchar), name, state_name from flow_run where "
            + wanted.sql()
            + " order by "
            + order
            + limit;
    var others = new HashMap<UUID, List<Other>>();
    for (var row : rows.scalars(sql, wanted.arguments())) {
      others
          .computeIfAbsent(UUID.fromString((String) row[0]), id -> new ArrayList<>())
          .add(new Other(UUID.fromString((String) row[1]), (String) row[2], (String) row[3]));
    }
    return others;
  }

  /** The oldest that wait, their rows locked, without those that are being taken. */
  List<FlowRun> lockWaiting(List<UUID> deploymentIds, OffsetDateTime now, int most) {
    var wanted = Condition.in("deployment_id", deploymentIds).and(Condition.of(WAITING, now));
    return rows.list(
        FlowRun.class,
        "select * from flow_run where "
            + wanted.sql()
            + " order by next_scheduled_start_time, id limit "
            + most
            + " for update skip locked",
        wanted.arguments());
  }

  /** How many wait, locked or not, by deployment. */
  Map<UUID, Integer> countWaiting(List<UUID> deploymentIds, OffsetDateTime now) {
    var wanted = Condition.in("deployment_id", deploymentIds).and(Condition.of(WAITING, now));
    var sql =
        "select cast(deployment_id as varchar), count(*) from flow_run where "
            + wanted.sql()
            + " group by deployment_id";
    return rows.scalars(sql, wanted.arguments()).stream()
        .collect(
            Collectors.toMap(
                row -> UUID.fromString((String) row[0]), row -> ((Number) row[1]).intValue()));
  }

  /** Whether a date has its run. */
  boolean isPlanted(UUID flowId, String key) {
    return rows.count("flow_run", Condition.of("flow_id = ? and idempotency_key = ?", flowId, key))
        > 0;
  }
}
