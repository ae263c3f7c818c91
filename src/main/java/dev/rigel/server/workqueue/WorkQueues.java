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
import dev.rigel.server.flowrun.FlowRun;
import dev.rigel.server.flowrun.FlowRunRepository;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.platform.ServerSettings;
import dev.rigel.server.query.Condition;
import dev.rigel.server.query.Rows;
import dev.rigel.server.state.RandomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The door to work queues; each method is one transaction. */
@ApplicationScoped
@Transactional
public class WorkQueues {
  private static final HealthCheckPolicy HEALTHY = new HealthCheckPolicy(0, 60);

  /**
   * Runs that may be handed out, soonest first. One that retries in its own process is kept back
   * for a while, one that its schedule's policy lets wait for another as long as that is active,
   * and one that a second queue limits as long as that is full: offered again and again, ten of
   * them would hide all that come behind.
   */
  private static final String READY =
      """
      select r.*
        from flow_run r
       where BELONGS_AND_OPEN
         and r.state_type = 'SCHEDULED'
         and r.next_scheduled_start_time <= ?
         and (not r.retries_in_process or r.next_scheduled_start_time <= ?)
       and (not r.auto_scheduled
            or r.run_count > 0
            or r.state_name = 'AwaitingRetry'
            or not exists (select 1
                             from deployment_turn t
                             join flow_run a on a.deployment_id = t.deployment_id
                            where t.deployment_id = r.deployment_id
                              and t.keeps_back
                              and (a.state_type in ('PENDING', 'RUNNING') or a.state_type = 'SCHEDULED' and a.retries_in_process)))
       order by r.next_scheduled_start_time, r.id
       limit""";

  private static final OffsetDateTime END_OF_TIME = OffsetDateTime.parse("9999-12-31T00:00:00Z");

  @Inject WorkQueueRepository queues;
  @Inject FlowRunRepository runs;
  @Inject Rows rows;
  @Inject ServerSettings settings;
  @Inject Clock clock;

  WorkQueueResponse create(WorkQueueCreate queue) {
    if (!queues.insert(queue, Columns.now(clock))) {
      throw Problem.conflict("A work queue with this name already exists.");
    }
    return readByName(queue.name());
  }

  /**
   * Makes sure that there is a queue of this name; null and the empty name are none. 422 for a bad
   * name.
   */
  public void ensure(String name) {
    if (name == null || name.isEmpty()) {
      return;
    }
    Names.problem(name)
        .ifPresent(
            problem -> {
              throw Problem.invalid("Work queue: " + problem);
            });
    queues.insert(WorkQueueCreate.named(name), Columns.now(clock));
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
        .change(update, Columns.now(clock));
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
    var limit = rows.limit(request.limit());
    var now = Columns.now(clock);
    var ready =
        queue.isPaused()
            ? List.<FlowRunResponse>of()
            : ready(queue, Math.min(limit, free(queue)), request.scheduledBefore(), now);
    if (counts) {
      queues.polled(id, now);
      Optional.ofNullable(request.agentId())
          .ifPresent(agent -> queues.seen(agent, RandomName.next(), id, now));
    }
    return ready;
  }

  /**
   * What the gate would take of these, one after the other: of runs that a second queue limits no
   * more than it has places for. What that queue refuses is passed over, so that all behind it is
   * found.
   */
  private List<FlowRunResponse> ready(
      WorkQueue queue, int limit, OffsetDateTime before, OffsetDateTime now) {
    var places = new Places(queues.limitedBeside(queue), this::free);
    var taken = new ArrayList<FlowRun>();
    var wanted = Math.max(0, limit);
    FlowRun last = null;
    while (taken.size() < wanted) {
      var open = Belonging.to(queue).condition(settings.database());
      open = open.and(places.open(settings.database())).and(behind(last));
      var arguments = new ArrayList<Object>(open.arguments());
      arguments.add(before == null ? END_OF_TIME : Columns.utc(before));
      arguments.add(now.minus(settings.retryGrace()));
      var missing = wanted - taken.size();
      var sql = READY.replace("BELONGS_AND_OPEN", open.sql()) + " " + missing;
      var found = rows.list(FlowRun.class, sql, arguments);
      found.stream().filter(places::take).forEach(taken::add);
      if (found.size() < missing) {
        break;
      }
      last = found.get(found.size() - 1);
    }
    return runs.responses(taken, now);
  }

  private static Condition behind(FlowRun last) {
    if (last == null) {
      return Condition.TRUE;
    }
    var due = last.nextScheduledStartTime();
    return Condition.of(
        "(r.next_scheduled_start_time > ? or r.next_scheduled_start_time = ? and r.id > ?)",
        due,
        due,
        last.id());
  }

  private int free(WorkQueue queue) {
    var limit = queue.concurrencyLimit();
    return limit == null
        ? Integer.MAX_VALUE
        : limit - queues.busy(Belonging.to(queue).condition(settings.database()));
  }

  /**
   * For the gate: the queue that has no room for one more run like this, if there is one. The rows
   * of all queues that limit it stay locked until the transaction ends, so no other run slips in;
   * queues without a limit take no lock.
   */
  public Optional<String> fullFor(FlowRun run) {
    if (!queues.mayBeLimited(run.workQueueName())) {
      return Optional.empty();
    }
    return queues.lockLimited(run.workQueueName()).stream()
        .filter(queue -> Belonging.to(queue).holds(run))
        .filter(queue -> free(queue) <= 0)
        .map(WorkQueue::name)
        .findFirst();
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
            && Duration.between(polled, Columns.now(clock)).toSeconds()
                <= HEALTHY.maximumSecondsSinceLastPolled();
    return new WorkQueueStatusResponse(
        recently && late <= HEALTHY.maximumLateRuns(), late, polled, HEALTHY);
  }

  private static Problem unknown() {
    return Problem.notFound("work queue not found");
  }
}
