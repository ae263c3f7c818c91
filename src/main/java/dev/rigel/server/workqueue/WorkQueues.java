package dev.rigel.server.workqueue;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse.HealthCheckPolicy;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.query.Paging;
import dev.rigel.server.state.RandomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The door to work queues; each method is one transaction. */
@ApplicationScoped
@Transactional
public class WorkQueues {
  private static final HealthCheckPolicy HEALTHY = new HealthCheckPolicy(0, 60);

  private static final OffsetDateTime END_OF_TIME = OffsetDateTime.parse("9999-12-31T00:00:00Z");

  @Inject WorkQueueRepository queues;
  @Inject AgentRepository agents;
  @Inject ReadyRuns readyRuns;
  @Inject FlowRunRepository runs;
  @Inject Paging paging;
  @Inject Clock clock;

  WorkQueueResponse create(WorkQueueCreate queue) {
    if (!queues.insert(queue, Times.now(clock))) {
      throw Problem.conflict("A work queue with this name already exists.");
    }
    return readByName(queue.name());
  }

  /** Makes sure that there is a queue of this name; the empty name is none. 422 for a bad name. */
  public void ensure(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return;
    }
    Names.problem(name)
        .ifPresent(
            problem -> {
              throw Problem.invalid("Work queue: " + problem);
            });
    queues.insert(WorkQueueCreate.named(name), Times.now(clock));
  }

  WorkQueueResponse read(UUID id) {
    return queues.find(id).map(WorkQueue::response).orElseThrow(WorkQueues::unknown);
  }

  /** Reads one by its exact name; 404. */
  public WorkQueueResponse readByName(String name) {
    return queues.findByName(name).map(WorkQueue::response).orElseThrow(WorkQueues::unknown);
  }

  /** Changes the given fields; 404. */
  public void update(UUID id, WorkQueueUpdate update) {
    queues
        .lock(id)
        .orElseThrow(() -> Problem.notFound("Work Queue " + id + " not found"))
        .change(update, Times.now(clock));
  }

  void delete(UUID id) {
    if (!queues.delete(id)) {
      throw unknown();
    }
  }

  List<WorkQueueResponse> list(WorkQueueQuery query) {
    return queues.list(query).stream().map(WorkQueue::response).toList();
  }

  /**
   * Queues whose legacy filter demands no other tags, and no other deployment; those without filter
   * too.
   */
  public List<WorkQueueResponse> taking(UUID deploymentId, List<String> tags) {
    return queues.all().stream()
        .filter(q -> takes(q, deploymentId, tags))
        .map(WorkQueue::response)
        .toList();
  }

  private static boolean takes(WorkQueue queue, UUID deploymentId, List<String> tags) {
    var filter = queue.filter();
    if (filter == null) {
      return true;
    }
    var tagsFit = filter.tags() == null || tags.containsAll(filter.tags());
    var ids = filter.deploymentIds();
    return tagsFit && (ids == null || ids.isEmpty() || ids.contains(deploymentId));
  }

  /**
   * What is ready, soonest first, at most as many as the limit leaves free; nothing is reserved.
   *
   * @param counts whether this is a poll of an agent
   */
  public List<FlowRunResponse> ready(UUID id, GetRuns request, boolean counts) {
    var queue =
        queues
            .find(id)
            .orElseThrow(() -> Problem.missing("Work queue with id " + id + " not found."));
    var limit = paging.limit(request.limit());
    var now = Times.now(clock);
    var ready =
        queue.isPaused() ? List.<FlowRun>of() : readyRuns.of(queue, limit, dueBy(request), now);
    if (counts) {
      queues.polled(id, now);
      Optional.ofNullable(request.agentId())
          .ifPresent(agent -> agents.polled(agent, RandomName.next(), id, now));
    }
    return runs.responses(ready, now);
  }

  private static OffsetDateTime dueBy(GetRuns request) {
    return request.scheduledBefore() == null ? END_OF_TIME : Times.utc(request.scheduledBefore());
  }

  /**
   * For the gate: the places in all queues that limit these runs. The queues' rows stay locked
   * until the transaction ends, so no other run slips in; queues without a limit take no lock.
   */
  public Places lockPlaces(List<FlowRun> runs) {
    var names =
        runs.stream()
            .map(FlowRun::workQueueName)
            .map(name -> name == null ? "" : name)
            .distinct()
            .toList();
    var limited = names.isEmpty() ? List.<WorkQueue>of() : queues.lockLimited(names);
    return new Places(limited, queues::free).counted(runs);
  }

  WorkQueueStatusResponse status(UUID id) {
    var queue =
        queues
            .find(id)
            .orElseThrow(() -> Problem.missing("Work queue with id " + id + " not found"));
    var late = queues.late(queue.name());
    var polled = queue.lastPolled();
    var recently =
        polled != null
            && Duration.between(polled, Times.now(clock)).toSeconds()
                <= HEALTHY.maximumSecondsSinceLastPolled();
    return new WorkQueueStatusResponse(
        recently && late <= HEALTHY.maximumLateRuns(), late, polled, HEALTHY);
  }

  private static Problem unknown() {
    return Problem.notFound("work queue not found");
  }
}
