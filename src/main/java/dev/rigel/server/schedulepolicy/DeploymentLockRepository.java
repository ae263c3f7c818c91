package dev.rigel.server.schedulepolicy;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.server.database.Batches;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Times;
import dev.rigel.server.database.ValueTable;
import dev.rigel.server.deployment.Deployment;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Locks of deployments: a row for each deployment whose policy judges its planted runs when they
 * are about to start ({@code deployment_turn}). A row is updated once in a transaction at most: of
 * a row that the same transaction has written before, PostgreSQL looks up the foreign key again,
 * which waits for the transaction that changes the deployment, which waits for this lock.
 */
@ApplicationScoped
@Transactional(MANDATORY)
public class DeploymentLockRepository {
  /** In a statement. */
  private static final int MOST_TIMES = 25;

  private static final String DELETE =
      "delete from deployment_turn where deployment_id = :deployment";

  private static final String UPDATE =
      """
      update deployment_turn
         set keeps_back = :keeps_back, look_at = :now
       where deployment_id = :deployment
      """;

  private static final String INSERT =
      """
      insert into deployment_turn (deployment_id, keeps_back, look_at)
      values (:deployment, :keeps_back, :now)
      """;

  private static final String LOCK =
      """
      select deployment_id
        from deployment_turn
       where deployment_id in (:deployments)
       order by deployment_id
         for update
      """;

  private static final String LOCK_TO_LOOK_AT =
      """
      select deployment_id
        from deployment_turn
       where look_at <= :now
       order by look_at, deployment_id
       limit :most
         for update skip locked
      """;

  private static final String DEPLOYMENTS =
      "select * from deployment where id in (:deployments) order by id";

  private static final String LOOK_AT =
      """
      update deployment_turn
         set look_at = (select v.look_at from :times where v.id = deployment_turn.deployment_id)
       where deployment_id in (:deployments)
      """;

  private static final String LOOK_AT_LATEST =
      """
      update deployment_turn
         set look_at = (select coalesce(least(v.look_at, deployment_turn.look_at), v.look_at)
                          from :times
                         where v.id = deployment_turn.deployment_id)
       where deployment_id in (:deployments)
      """;

  @Inject Sql sql;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  /**
   * Creates, changes or deletes the lock of a deployment as its policy wants; last in a transaction
   * that holds the deployment's row. What waits already is judged soon.
   */
  public void settle(Deployment deployment) {
    var policy = deployment.schedulePolicy();
    var judges = policy.overlap() != Overlap.start_anyway || policy.catchUp() != CatchUp.none;
    if (!judges) {
      sql.of(DELETE).bind("deployment", deployment.id()).change();
    } else if (set(UPDATE, deployment) == 0) {
      set(INSERT, deployment);
    }
  }

  private int set(@CompileTimeConstant String statement, Deployment deployment) {
    return sql.of(statement)
        .bind("deployment", deployment.id())
        .bind("keeps_back", deployment.schedulePolicy().overlap() == Overlap.queue_one)
        .bind("now", Times.now(clock))
        .change();
  }

  /**
   * Those of the deployments that have a lock, which is held until the transaction ends, so that
   * the next one that asks sees what becomes of the runs in hand.
   */
  List<Deployment> lock(Collection<UUID> deploymentIds) {
    return deploymentIds.isEmpty()
        ? List.of()
        : deployments(sql.of(LOCK).bind("deployments", deploymentIds).ids());
  }

  /** Up to some deployments whose waiting runs are to be judged again, their locks held. */
  List<Deployment> lockToLookAt(OffsetDateTime now, int most) {
    return deployments(sql.of(LOCK_TO_LOOK_AT).bind("now", now).bind("most", most).ids());
  }

  private List<Deployment> deployments(List<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : sql.of(DEPLOYMENTS).bind("deployments", ids).list(Deployment.class);
  }

  /** What waits is to be judged again at these times; null for never. */
  void lookAt(Map<UUID, @Nullable OffsetDateTime> times) {
    inBatches(times, LOOK_AT);
  }

  /**
   * What waits is to be judged again at these times, or at those set before, if they are sooner.
   */
  void lookAtLatest(Map<UUID, OffsetDateTime> times) {
    inBatches(times, LOOK_AT_LATEST);
  }

  private void inBatches(
      Map<UUID, @Nullable OffsetDateTime> times, @CompileTimeConstant String statement) {
    var table =
        new ValueTable(Database.of(settings), "id uuid", "look_at timestamp with time zone");
    Batches.sum(
        List.copyOf(times.keySet()),
        MOST_TIMES,
        batch ->
            sql.of(statement)
                .bind("times", table.of(batch.stream().map(id -> row(id, times)).toList()))
                .bind("deployments", batch)
                .change());
  }

  /** A time may be null. */
  private static List<Object> row(UUID id, Map<UUID, OffsetDateTime> times) {
    return Arrays.asList(id, times.get(id));
  }
}
