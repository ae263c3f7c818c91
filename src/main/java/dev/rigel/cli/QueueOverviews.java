package dev.rigel.cli;

import dev.rigel.cli.terminal.Failure;
import dev.rigel.cli.terminal.RelativeTime;
import dev.rigel.cli.terminal.Style;
import dev.rigel.cli.terminal.Table;
import dev.rigel.cli.terminal.Text;
import dev.rigel.client.ApiException;
import dev.rigel.contract.workqueue.QueueAgent;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.contract.workqueue.UiWorkQueuesApi;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What {@code work-queue status} shows. */
final class QueueOverviews {
  private final Session session;

  QueueOverviews(Session session) {
    this.session = session;
  }

  /** Of all queues, by name. */
  List<QueueOverview> all() {
    return Pages.all(page -> read(new QueueOverviewQuery(null, null, page.limit(), page.offset())));
  }

  QueueOverview of(WorkQueueResponse queue) {
    return read(new QueueOverviewQuery(List.of(queue.id()), null, null, null)).stream()
        .findFirst()
        .orElseThrow(() -> new Failure("Work queue '" + queue.name() + "' was deleted just now."));
  }

  private List<QueueOverview> read(QueueOverviewQuery query) {
    try {
      return session.api().of(UiWorkQueuesApi.class).filter(query);
    } catch (ApiException e) {
      throw e.isNoSuchCall()
          ? new Failure(
              "This server does not tell how queues are, as one of Rigel does; try `rigel"
                  + " work-queue ls`.")
          : e;
    }
  }

  /** How long its runs may be pending, or running, in words. */
  static Optional<String> timeLimits(WorkQueueResponse queue) {
    var limits = new ArrayList<String>();
    if (queue.pendingTimeoutSeconds() != null) {
      limits.add("pending " + queue.pendingTimeoutSeconds() + " s");
    }
    if (queue.runningTimeoutSeconds() != null) {
      limits.add("running " + queue.runningTimeoutSeconds() + " s");
    }
    return limits.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", limits));
  }

  void show(List<QueueOverview> queues) {
    var table =
        Table.titled("Work Queues")
            .column("Name", Style.GREEN)
            .column("Status", Style.PLAIN)
            .rightColumn("Scheduled", Style.PLAIN)
            .rightColumn("Late", Style.PLAIN)
            .rightColumn("Pending", Style.PLAIN)
            .rightColumn("Running", Style.PLAIN)
            .column("Oldest Due", Style.BOLD)
            .rightColumn("Agents", Style.CYAN)
            .rightColumn("Free", Style.CYAN);
    queues.forEach(queue -> table.row(row(queue)));
    session.out().print(table);
  }

  private Text[] row(QueueOverview queue) {
    var condition = queue.status().condition();
    var oldest = queue.oldestWaiting();
    return new Text[] {
      Text.of(queue.workQueue().name()),
      Text.of(condition.name(), condition == QueueCondition.healthy ? Style.GREEN : Style.RED),
      count(queue.runs(), QueueRuns::scheduled),
      count(queue.runs(), QueueRuns::late),
      count(queue.runs(), QueueRuns::pending),
      count(queue.runs(), QueueRuns::running),
      Text.of(oldest == null ? "" : RelativeTime.of(oldest, session.now())),
      Text.of(String.valueOf(queue.agents().size())),
      Text.of(String.valueOf(queue.freeSlots()))
    };
  }

  /** Of a legacy queue nobody knows. */
  private static Text count(@Nullable QueueRuns runs, ToIntFunction<QueueRuns> count) {
    return Text.of(runs == null ? "" : String.valueOf(count.applyAsInt(runs)));
  }

  void showWithAgents(QueueOverview queue) {
    show(List.of(queue));
    timeLimits(queue.workQueue())
        .ifPresent(limits -> session.out().print("Time limits: " + limits));
    if (!queue.agents().isEmpty()) {
      var table =
          Table.titled("Agents")
              .column("Name", Style.GREEN)
              .rightColumn("ID", Style.CYAN)
              .column("State", Style.PLAIN)
              .rightColumn("Free", Style.CYAN)
              .column("Heard Of", Style.BOLD);
      queue.agents().forEach(agent -> table.row(row(agent)));
      session.out().print(table);
    }
  }

  private String[] row(QueueAgent agent) {
    return new String[] {
      agent.name(),
      agent.id().toString(),
      agent.isNative() ? agent.state().name() : agent.state() + ", polls",
      agent.free() == null ? "" : agent.free().toString(),
      RelativeTime.of(agent.lastHeardOf(), session.now())
    };
  }
}
