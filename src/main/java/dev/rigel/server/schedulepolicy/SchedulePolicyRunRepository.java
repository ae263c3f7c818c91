package dev.rigel.server.schedulepolicy;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.schedulepolicy.StartingRun.RunName;
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
class SchedulePolicyRunRepository {
  /** Those up to their policy that wait for an agent. */
  private static final Condition WAITING =
      FlowRunConditions.UP_TO_ITS_POLICY.and(Condition.of("r.state_type = 'SCHEDULED'"));

  /** More than a page of due runs; further ones are no older. */
  private static final int MOST_WAITING = 1_000;

  @Inject Rows rows;

  private static Condition waitingBy(OffsetDateTime now) {
    return WAITING.and(Condition.of("r.next_scheduled_start_time <= ?", now));
  }

  Map<UUID, List<RunName>> active(List<UUID> deploymentIds) {
    if (deploymentIds.isEmpty()) {
      return Map.of();
    }
    var wanted = Condition.in("r.deployment_id", deploymentIds).and(FlowRunConditions.ACTIVE);
    return others(wanted, "r.id", "");
  }

  /**
   * Active runs whose rows could be locked, as entities; this waits for no other transaction, so
   * there is no deadlock with those that change active runs or delete deployments.
   */
  List<FlowRun> lockActive(List<UUID> deploymentIds) {
    if (deploymentIds.isEmpty()) {
      return List.of();
    }
    var wanted = Condition.in("r.deployment_id", deploymentIds).and(FlowRunConditions.ACTIVE);
    return rows.list(
        FlowRun.class,
        "select r.* from flow_run r where "
            + wanted.sql()
            + " order by r.id for update skip locked",
        wanted.arguments());
  }

  /**
   * Planted runs of a deployment whose start has come and which nobody has taken, oldest first.
   *
   * @param backfilledOnly leave out those that a later date overtakes
   */
  List<RunName> waiting(UUID deploymentId, boolean backfilledOnly, OffsetDateTime now) {
    var due = Condition.in("r.deployment_id", List.of(deploymentId)).and(waitingBy(now));
    var wanted = backfilledOnly ? due.and(Condition.of("r.backfilled")) : due;
    return others(wanted, "r.next_scheduled_start_time, r.id", " limit " + MOST_WAITING)
        .getOrDefault(deploymentId, List.of());
  }

  private Map<UUID, List<RunName>> others(Condition wanted, String order, String limit) {
    var sql =
        "select cast(r.deployment_id as varchar), cast(r.id as varchar), r.name, r.state_name from flow_run r where "
            + wanted.sql()
            + " order by "
            + order
            + limit;
    var others = new HashMap<UUID, List<RunName>>();
    for (var row : rows.scalars(sql, wanted.arguments())) {
      others
          .computeIfAbsent(UUID.fromString((String) row[0]), id -> new ArrayList<>())
          .add(new RunName(UUID.fromString((String) row[1]), (String) row[2], (String) row[3]));
    }
    return others;
  }

  /** The oldest that wait, their rows locked, without those that are being taken. */
  List<FlowRun> lockWaiting(List<UUID> deploymentIds, OffsetDateTime now, int most) {
    var wanted = Condition.in("r.deployment_id", deploymentIds).and(waitingBy(now));
    return rows.list(
        FlowRun.class,
        "select r.* from flow_run r where "
            + wanted.sql()
            + " order by r.next_scheduled_start_time, r.id limit "
            + most
            + " for update skip locked",
        wanted.arguments());
  }

  /** How many wait, locked or not, by deployment. */
  Map<UUID, Integer> countWaiting(List<UUID> deploymentIds, OffsetDateTime now) {
    var wanted = Condition.in("r.deployment_id", deploymentIds).and(waitingBy(now));
    var sql =
        "select cast(r.deployment_id as varchar), count(*) from flow_run r where "
            + wanted.sql()
            + " group by r.deployment_id";
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
