package dev.rigel.server.agent;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.AfterCommit;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Sql;
import dev.rigel.server.flowrun.Entered;
import dev.rigel.server.flowrun.FlowRunListener;
import dev.rigel.server.flowrun.RunsMoved;
import dev.rigel.server.settings.ServerSettings;
import dev.rigel.server.workqueue.QueueChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Wakes agents that wait, when the transaction is committed that gives them something to do: on
 * this server by an event, on others beside the same PostgreSQL by NOTIFY. What it does not see,
 * such as runs that come due, the {@link Waiters} find by themselves.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class Wakes implements FlowRunListener {
  static final String CHANNEL = "rigel_wakes";

  private static final String NOTIFY = "select cast(pg_notify(:channel, :text) as varchar)";

  @Inject AfterCommit afterCommit;
  @Inject Waiters waiters;
  @Inject Sql sql;
  @Inject ServerSettings settings;

  @Override
  public void entered(List<Entered> entered) {
    var wakes = new LinkedHashSet<Wake>();
    for (var e : entered) {
      var queue = e.run().workQueueName();
      var type = e.state().type();
      if (queue != null && (type == StateType.SCHEDULED || type.isTerminal())) {
        wakes.add(Wake.queue(queue));
      }
      if (type == StateType.CANCELLED && e.run().claimId() != null || e.run().isCancelling()) {
        wakes.add(Wake.run(e.run().id()));
      }
    }
    tell(wakes);
  }

  void queueChanged(@Observes QueueChanged changed) {
    tell(Set.of(Wake.queue(changed.name())));
  }

  void runsMoved(@Observes RunsMoved moved) {
    tell(Set.of(Wake.queue(moved.workQueueName())));
  }

  /** Wakes when the transaction is committed. */
  void tell(Set<Wake> wakes) {
    for (var wake : wakes) {
      afterCommit.run(() -> waiters.wake(wake));
      if (waiters.areOnOtherServers() && Database.of(settings) == Database.POSTGRESQL) {
        sql.of(NOTIFY)
            .byKey()
            .bind("channel", CHANNEL)
            .bind("text", waiters.serverId() + " " + wake.text())
            .rows();
      }
    }
  }
}
