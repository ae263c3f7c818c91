package dev.rigel.server.schedulepolicy;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Locks of deployments: a row for each deployment whose policy judges its planted runs when they
 * are about to start ({@code deployment_turn}). A row is updated once in a transaction at most: of
 * a row that the same transaction has written before, PostgreSQL looks up the foreign key again,
 * which waits for the transaction that changes the deployment, which waits for this lock.
 */
@ApplicationScoped
@Transactional(MANDATORY)
public class DeploymentLockRepository {
  /** As many as the planting of runs found best for both JPA providers. */
  private static final int ROWS_IN_A_STATEMENT = 25;

  private static final String TIME = "(cast(? as uuid), cast(? as timestamp with time zone))";

  private static final String LOOK_AT =
      """
      update deployment_turn
         set look_at = (select v.look_at from (values ROWS) v (id, look_at) where v.id = deployment_turn.deployment_id)
       where deployment_id in (IDS)
      """;

  private static final String LOOK_AT_LATEST =
      """
      update deployment_turn
         set look_at = (select coalesce(least(v.look_at, deployment_turn.look_at), v.look_at)
                          from (values ROWS) v (id, look_at)
                         where v.id = deployment_turn.deployment_id)
       where deployment_id in (IDS)
      """;

  @Inject Rows rows;
  @Inject Clock clock;

  /**
   * Creates, changes or deletes the lock of a deployment as its policy wants; last in a transaction
   * that holds the deployment's row. What waits already is judged soon.
   */
  public void settle(Deployment deployment) {
    var policy = deployment.schedulePolicy();
    var judges = policy.overlap() != Overlap.start_anyway || policy.catchUp() != CatchUp.none;
    if (!judges) {
      rows.change("delete from deployment_turn where deployment_id = ?", deployment.id());
      return;
    }
    var keepsBack = policy.overlap() == Overlap.queue_one;
    var now = Times.now(clock);
    var known =
        rows.change(
            "update deployment_turn set keeps_back = ?, look_at = ? where deployment_id = ?",
            keepsBack,
            now,
            deployment.id());
    if (known == 0) {
      rows.change(
          "insert into deployment_turn (deployment_id, keeps_back, look_at) values (?, ?, ?)",
          deployment.id(),
          keepsBack,
          now);
    }
  }

  /**
   * Those of the deployments that have a lock, which is held until the transaction ends, so that
   * the next one that asks sees what becomes of the runs in hand.
   */
  List<Deployment> lock(Collection<UUID> deploymentIds) {
    if (deploymentIds.isEmpty()) {
      return List.of();
    }
    var wanted = Condition.in("deployment_id", List.copyOf(new TreeSet<>(deploymentIds)));
    var locked =
        rows.scalars(
            "select cast(deployment_id as varchar), 1 from deployment_turn where "
                + wanted.sql()
                + " order by deployment_id for update",
            wanted.arguments());
    return deployments(locked);
  }

  /** Up to some deployments whose waiting runs are to be judged again, their locks held. */
  List<Deployment> lockToLookAt(OffsetDateTime now, int most) {
    var sql =
        "select cast(deployment_id as varchar), 1 from deployment_turn where look_at <= ? order by look_at, deployment_id limit "
            + most
            + " for update skip locked";
    return deployments(rows.scalars(sql, List.of(now)));
  }

  private List<Deployment> deployments(List<Object[]> ids) {
    var found = Condition.in("id", ids.stream().map(r -> UUID.fromString((String) r[0])).toList());
    return ids.isEmpty()
        ? List.of()
        : rows.list(
            Deployment.class,
            "select * from deployment where " + found.sql() + " order by id",
            found.arguments());
  }

  /** What waits is to be judged again at these times; null for never. */
  void lookAt(Map<UUID, OffsetDateTime> times) {
    inBatches(times, LOOK_AT);
  }

  /**
   * What waits is to be judged again at these times, or at those set before, if they are sooner.
   */
  void lookAtLatest(Map<UUID, OffsetDateTime> times) {
    inBatches(times, LOOK_AT_LATEST);
  }

  private void inBatches(Map<UUID, OffsetDateTime> times, String sql) {
    var all = List.copyOf(times.entrySet());
    for (int i = 0; i < all.size(); i += ROWS_IN_A_STATEMENT) {
      var batch = all.subList(i, Math.min(all.size(), i + ROWS_IN_A_STATEMENT));
      var arguments = new ArrayList<Object>();
      batch.forEach(time -> Collections.addAll(arguments, time.getKey(), time.getValue()));
      batch.forEach(time -> arguments.add(time.getKey()));
      rows.change(
          sql.replace("ROWS", String.join(", ", Collections.nCopies(batch.size(), TIME)))
              .replace("IDS", String.join(", ", Collections.nCopies(batch.size(), "?"))),
          arguments.toArray());
    }
  }
}
