package dev.rigel.server.schedulepolicy;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.schedulepolicy.StartingRun.RunName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Runs of deployments that bear on each other's start. */
@ApplicationScoped
@Transactional(MANDATORY)
class SchedulePolicyRunRepository {
  /**
   * Runs whose start has come so long ago that they are late. One that is being taken is locked,
   * and no longer SCHEDULED when it is let go: so no run is ever pulled back.
   */
  private static final String LOCK_OVERDUE =
      """
      select *
        from flow_run
       where state_type = 'SCHEDULED'
         and state_name = 'Scheduled'
         and next_scheduled_start_time <= :before
       order by next_scheduled_start_time, id
       limit :most
         for update skip locked
      """;

  private static final String ACTIVE =
      """
      select r.deployment_id, r.id, r.name, r.state_name
        from flow_run r
       where r.deployment_id in (:deployments)
         and :is_active
       order by r.id
      """;

  private static final String LOCK_ACTIVE =
      """
      select r.*
        from flow_run r
       where r.deployment_id in (:deployments)
         and :is_active
       order by r.id
         for update skip locked
      """;

  /** More of them than a page of due runs: further ones are no older. */
  private static final String WAITING =
      """
      select r.deployment_id, r.id, r.name, r.state_name
        from flow_run r
       where r.deployment_id = :deployment
         and :is_up_to_its_policy
         and r.state_type = 'SCHEDULED'
         and r.next_scheduled_start_time <= :now
         and :counts
       order by r.next_scheduled_start_time, r.id
       limit 1000
      """;

  private static final String LOCK_WAITING =
      """
      select r.*
        from flow_run r
       where r.deployment_id in (:deployments)
         and :is_up_to_its_policy
         and r.state_type = 'SCHEDULED'
         and r.next_scheduled_start_time <= :now
       order by r.next_scheduled_start_time, r.id
       limit :most
         for update skip locked
      """;

  private static final String COUNT_WAITING =
      """
      select r.deployment_id, count(*)
        from flow_run r
       where r.deployment_id in (:deployments)
         and :is_up_to_its_policy
         and r.state_type = 'SCHEDULED'
         and r.next_scheduled_start_time <= :now
       group by r.deployment_id
      """;

  private static final String COUNT_WITH_KEY =
      """
      select count(*)
        from flow_run
       where flow_id = :flow
         and idempotency_key = :key
      """;

  private static final Condition IS_BACKFILLED = Condition.of("r.backfilled");

  @Inject Sql sql;

  /** Up to some runs that are late and that nobody is taking, soonest first, their rows locked. */
  List<FlowRun> lockOverdue(OffsetDateTime before, int most) {
    return sql.of(LOCK_OVERDUE).bind("before", before).bind("most", most).list(FlowRun.class);
  }

  /** Active runs, by deployment. */
  Map<UUID, List<RunName>> active(List<UUID> deploymentIds) {
    return deploymentIds.isEmpty()
        ? Map.of()
        : names(
            sql.of(ACTIVE)
                .bind("deployments", deploymentIds)
                .bind("is_active", FlowRunConditions.ACTIVE));
  }

  /**
   * Active runs whose rows could be locked, as entities; this waits for no other transaction, so
   * there is no deadlock with those that change active runs or delete deployments.
   */
  List<FlowRun> lockActive(List<UUID> deploymentIds) {
    return deploymentIds.isEmpty()
        ? List.of()
        : sql.of(LOCK_ACTIVE)
            .bind("deployments", deploymentIds)
            .bind("is_active", FlowRunConditions.ACTIVE)
            .list(FlowRun.class);
  }

  /**
   * Planted runs of a deployment whose start has come and which nobody has taken, oldest first.
   *
   * @param backfilledOnly leave out those that a later date overtakes
   */
  List<RunName> waiting(UUID deploymentId, boolean backfilledOnly, OffsetDateTime now) {
    var waiting =
        sql.of(WAITING)
            .bind("deployment", deploymentId)
            .bind("is_up_to_its_policy", FlowRunConditions.UP_TO_ITS_POLICY)
            .bind("now", now)
            .bind("counts", backfilledOnly ? IS_BACKFILLED : Condition.TRUE);
    return names(waiting).getOrDefault(deploymentId, List.of());
  }

  private static Map<UUID, List<RunName>> names(Statement statement) {
    return statement.rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.id(0),
                Collectors.mapping(
                    row -> new RunName(row.id(1), row.text(2), row.text(3)), Collectors.toList())));
  }

  /** The oldest that wait, their rows locked, without those that are being taken. */
  List<FlowRun> lockWaiting(List<UUID> deploymentIds, OffsetDateTime now, int most) {
    return sql.of(LOCK_WAITING)
        .bind("deployments", deploymentIds)
        .bind("is_up_to_its_policy", FlowRunConditions.UP_TO_ITS_POLICY)
        .bind("now", now)
        .bind("most", most)
        .list(FlowRun.class);
  }

  /** How many wait, locked or not, by deployment. */
  Map<UUID, Integer> countWaiting(List<UUID> deploymentIds, OffsetDateTime now) {
    return sql
        .of(COUNT_WAITING)
        .bind("deployments", deploymentIds)
        .bind("is_up_to_its_policy", FlowRunConditions.UP_TO_ITS_POLICY)
        .bind("now", now)
        .rows()
        .stream()
        .collect(Collectors.toMap(row -> row.id(0), row -> row.number(1).intValue()));
  }

  /** Whether a date has its run. */
  boolean isPlanted(UUID flowId, String key) {
    return sql.of(COUNT_WITH_KEY).bind("flow", flowId).bind("key", key).count() > 0;
  }
}
