package dev.rigel.server.workqueue;

import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.WorkQueueCountQuery;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.database.Times;
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.flowrun.RunsMoved;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door to work queues; each method is one transaction. */
@ApplicationScoped
@Transactional
public class WorkQueues {
  /** Native agents are heard of more often than people look. */
  private static final Duration POLLED_AGAIN = Duration.ofSeconds(5);

  private static final OffsetDateTime END_OF_TIME = OffsetDateTime.parse("9999-12-31T00:00:00Z");

  @Inject WorkQueueRepository queues;
  @Inject QueuePolls polls;
  @Inject ReadyRuns readyRuns;
  @Inject OfferedRuns offeredRuns;
  @Inject FlowRunRepository runs;
  @Inject Paging paging;
  @Inject Event<QueueChanged> changed;
  @Inject Clock clock;

  /** Makes one; 409 for a name that is taken, 422 for a time limit beside a filter. */
  public WorkQueueResponse create(WorkQueueCreate queue) {
    if (queue.filter() != null) {
      refuse("pending_timeout_seconds", queue.pendingTimeoutSeconds());
      refuse("running_timeout_seconds", queue.runningTimeoutSeconds());
    }
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

  void ensureThatOf(@Observes RunsMoved moved) {
    ensure(moved.workQueueName());
  }

  WorkQueueResponse read(UUID id) {
    return queues.find(id).map(WorkQueue::response).orElseThrow(WorkQueues::unknown);
  }

  /** Reads one by its exact name; 404. */
  public WorkQueueResponse readByName(String name) {
    return queues.findByName(name).map(WorkQueue::response).orElseThrow(WorkQueues::unknown);
  }

  /** No index leads from a filter to the runs that it matches. */
  private static void refuse(String field, @Nullable Integer timeLimit) {
    if (timeLimit != null) {
      throw Problem.invalid(
          List.of(
              FieldError.of(
                  List.of("body", field),
                  "a queue with a filter has no time limits",
                  "value_error")),
          null);
    }
  }

  /** Changes the given fields; 404, and 422 for a time limit of a queue with a filter. */
  public void update(UUID id, WorkQueueUpdate update) {
    var queue =
        queues.lock(id).orElseThrow(() -> Problem.notFound("Work Queue " + id + " not found"));
    var filter = update.filter().isPresent() ? update.filter().get() : queue.filter();
    if (filter != null) {
      refuse("pending_timeout_seconds", update.pendingTimeoutSeconds().orElse(null));
      refuse("running_timeout_seconds", update.runningTimeoutSeconds().orElse(null));
    }
    queue.change(update, Times.now(clock));
    changed.fire(new QueueChanged(queue.name()));
  }

  void delete(UUID id) {
    if (!queues.delete(id)) {
      throw unknown();
    }
  }

  List<WorkQueueResponse> list(WorkQueueQuery query) {
    return queues.list(query).stream().map(WorkQueue::response).toList();
  }

  int count(WorkQueueCountQuery query) {
    return queues.count(query);
  }

  /** Those to look at, by name. */
  public List<WorkQueueResponse> list(QueueOverviewQuery query) {
    return queues.list(query).stream().map(WorkQueue::response).toList();
  }

  /** The queues that a run belongs to: that of its name, if there is one, and legacy ones. */
  public List<QueueOfRun> of(FlowRun run) {
    var named = Optional.ofNullable(run.workQueueName()).flatMap(queues::findByName);
    var others = queues.withFilter().stream().filter(q -> QueueMembership.to(q).holds(run));
    return Stream.concat(named.filter(q -> q.filter() == null).stream(), others)
        .map(queue -> new QueueOfRun(queue.response(), queues.free(queue) <= 0))
        .toList();
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
   * What is ready: what is due, the most important first, then what comes soonest; at most as many
   * as the limit leaves free. Nothing is reserved. For agents that poll at the same time {@link
   * OfferedRuns} changes the order of equal ones.
   *
   * @param counts whether this is a poll of an agent
   */
  public List<FlowRunResponse> ready(UUID id, GetRuns request, boolean counts) {
    var queue =
        queues
            .find(id)
            .orElseThrow(() -> Problem.missing("Work queue with id " + id + " not found."));
    var limit = paging.limit(request.limit());
    var before = dueBy(request);
    var now = Times.now(clock);
    var agent = request.agentId();
    if (!counts) {
      return runs.responses(readyRuns.of(queue, limit, before, now), now);
    }
    var offered = offeredRuns.to(agent, queue, limit, before, now);
    queues.polled(id, now);
    Optional.ofNullable(agent).ifPresent(known -> polls.polled(known, id, now));
    return runs.responses(offered, now);
  }

  /**
   * The queues that an agent serves, in order.
   *
   * @param names the most important first; those that are missing are created
   * @param prefixes further ones, whose names begin with any of these
   */
  public ServedQueues serving(List<String> names, List<String> prefixes) {
    var known = queues.byNames(names);
    names.stream().filter(name -> !known.containsKey(name)).forEach(this::ensure);
    var all = known.size() < names.size() ? queues.byNames(names) : known;
    var serving = new LinkedHashMap<UUID, WorkQueue>();
    names.stream()
        .map(all::get)
        .filter(Objects::nonNull)
        .forEach(queue -> serving.put(queue.id(), queue));
    for (var prefix : prefixes) {
      queues.withPrefix(prefix).forEach(queue -> serving.putIfAbsent(queue.id(), queue));
    }
    return new ServedQueues(List.copyOf(serving.values()));
  }

  /**
   * For agents that claim: what is ready in their queues, all of the first queue first, the rows
   * locked; then, from the first queue on, runs that may be taken ahead of their time. Runs that
   * somebody is taking this moment are left out.
   *
   * @param most runs at most
   * @param before only runs that are due by then
   */
  public List<FlowRun> lockReady(ServedQueues served, int most, OffsetDateTime before) {
    var now = Times.now(clock);
    var due = new LinkedHashMap<UUID, FlowRun>();
    var ahead = new LinkedHashMap<UUID, FlowRun>();
    for (var queue : served.queues()) {
      if (due.size() < most) {
        readyRuns
            .lock(queue, most - due.size(), before, now)
            .forEach(run -> (run.isDue(now) ? due : ahead).putIfAbsent(run.id(), run));
      }
    }
    return Stream.concat(due.values().stream(), ahead.values().stream()).limit(most).toList();
  }

  /**
   * Remembers that they were polled. Last of all in a transaction: the gate locks queues in another
   * order.
   */
  public void polled(ServedQueues served) {
    var now = Times.now(clock);
    var due =
        served.queues().stream()
            .filter(
                queue ->
                    queue.lastPolled() == null
                        || queue.lastPolled().isBefore(now.minus(POLLED_AGAIN)))
            .toList();
    due.forEach(queue -> queues.polled(queue.id(), now));
  }

  /** The names of queues, by id. */
  public Map<UUID, String> names(Collection<UUID> ids) {
    return queues.names(ids);
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
    return QueueHealth.of(queues.late(queue.name()), queue.lastPolled(), Times.now(clock));
  }

  private static Problem unknown() {
    return Problem.notFound("work queue not found");
  }
}
