package dev.rigel.server.deployment;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The runs of a deployment that wait to be taken, where it says how many may. */
@ApplicationScoped
@Transactional(MANDATORY)
class QueuedRuns {
  private static final String LOCK =
      "select max_queued_runs from deployment where id = :deployment for update";

  /**
   * Those that wait for a date of the schedule are not queued yet, those that retry in their
   * process are not queued any more.
   */
  private static final String COUNT =
      """
      select count(*)
        from flow_run
       where deployment_id = :deployment
         and state_type = 'SCHEDULED'
         and not retries_in_process
         and (not auto_scheduled or next_scheduled_start_time <= :now)
      """;

  @Inject Sql sql;
  @Inject Clock clock;

  /**
   * 409 if a run that is to be queued would be one too many. Of two at once the second is counted
   * when the first is stored: the row of a deployment that has a maximum stays locked until the
   * transaction ends; one that has none takes no lock.
   */
  void demandRoom(Deployment deployment, FlowRunCreate run) {
    var waits = run.state() != null && run.state().type() == StateType.SCHEDULED;
    if (!waits || deployment.maxQueuedRuns() == null) {
      return;
    }
    var most = lockMaximum(deployment.id());
    var queued = queued(deployment.id());
    if (most != null && queued >= most.intValue()) {
      throw Problem.conflict(refusal(deployment, queued, most.intValue()));
    }
  }

  /** Read anew: it may have been changed, or deleted, before the lock was to be had. */
  private @Nullable Number lockMaximum(UUID deploymentId) {
    return sql.of(LOCK).bind("deployment", deploymentId).rows().stream()
        .findFirst()
        .orElseThrow(() -> Problem.notFound("Deployment not found"))
        .numberOrNull(0);
  }

  private int queued(UUID deploymentId) {
    return sql.of(COUNT).bind("deployment", deploymentId).bind("now", Times.now(clock)).count();
  }

  private static String refusal(Deployment deployment, int queued, int most) {
    return ("Deployment '%s' (%s) takes no further run: %d of its runs are queued, and its"
            + " max_queued_runs is %d. Try again when an agent has taken some, cancel some, or raise"
            + " max_queued_runs.")
        .formatted(deployment.name(), deployment.id(), queued, most);
  }
}
