package dev.rigel.server.waiting;

import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewBuilder;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.QueueStatus;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.server.database.Times;
import dev.rigel.server.workqueue.QueueHealth;
import dev.rigel.server.workqueue.WorkQueues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** The door to what is to be seen of queues: three statements, however many queues there are. */
@ApplicationScoped
@Transactional
class QueueOverviews {
  @Inject WorkQueues queues;
  @Inject WaitingRepository waiting;
  @Inject Clock clock;

  List<QueueOverview> list(QueueOverviewQuery query) {
    var now = Times.now(clock);
    var page = queues.list(query);
    var figures = waiting.figures(page.stream().map(WorkQueueResponse::id).toList(), now);
    var agents = page.isEmpty() ? List.<ServingAgent>of() : waiting.agents(now);
    return page.stream()
        .filter(queue -> figures.containsKey(queue.id())) // else it was deleted just now
        .map(queue -> of(queue, Objects.requireNonNull(figures.get(queue.id())), agents, now))
        .toList();
  }

  private static QueueOverview of(
      WorkQueueResponse queue,
      QueueFigures figures,
      List<ServingAgent> agents,
      OffsetDateTime now) {
    var serving = agents.stream().filter(agent -> agent.serves(queue)).toList();
    var byName = queue.filter() == null;
    return QueueOverviewBuilder.builder()
        .workQueue(queue)
        .status(status(queue, figures, !serving.isEmpty(), now))
        .runs(byName ? figures.runs() : null)
        .oldestWaiting(byName ? figures.oldestWaiting() : null)
        .agents(serving.stream().map(ServingAgent::agent).toList())
        .freeSlots(serving.stream().mapToInt(ServingAgent::free).sum())
        .build();
  }

  private static QueueStatus status(
      WorkQueueResponse queue, QueueFigures figures, boolean hasAgents, OffsetDateTime now) {
    var polled = queue.lastPolled();
    var health = QueueHealth.of(figures.runs().late(), polled, now);
    var isServed = hasAgents || QueueHealth.isRecent(polled, now);
    return new QueueStatus(
        health.healthy(), health.lateRunsCount(), polled, condition(queue, figures, isServed));
  }

  private static QueueCondition condition(
      WorkQueueResponse queue, QueueFigures figures, boolean isServed) {
    if (queue.isPaused()) {
      return QueueCondition.paused;
    }
    if (!isServed) {
      return QueueCondition.unserved;
    }
    if (isFull(queue, figures)) {
      return QueueCondition.full;
    }
    return figures.runs().late() > 0 ? QueueCondition.late : QueueCondition.healthy;
  }

  private static boolean isFull(WorkQueueResponse queue, QueueFigures figures) {
    var limit = queue.concurrencyLimit();
    var runs = figures.runs();
    return limit != null && queue.filter() == null && runs.pending() + runs.running() >= limit;
  }
}
