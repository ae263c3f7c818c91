package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunUpdate;
import dev.rigel.contract.flowrun.GraphNode;
import dev.rigel.contract.flowrun.SimpleFlowRun;
import dev.rigel.contract.flowrun.UiHistoryQuery;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Times;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.state.State;
import dev.rigel.server.taskrun.TaskRuns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The door to flow runs; each method is one transaction. */
@ApplicationScoped
@Transactional
public class FlowRuns {
  @Inject FlowRunRepository runs;
  @Inject FlowRunGate gate;
  @Inject Flows flows;
  @Inject TaskRuns taskRuns;
  @Inject RunProgress progress;
  @Inject Event<RunsMoved> moved;
  @Inject Clock clock;

  /**
   * Makes a run, or finds the one with the same key, unchanged; 409 for an unknown flow,
   * deployment, block or task run.
   *
   * @param workQueueName the queue to put it on, if any
   */
  public FoundOrCreated<FlowRunResponse> create(
      FlowRunCreate create, @Nullable String workQueueName) {
    return create(create, workQueueName, () -> {});
  }

  /**
   * The same.
   *
   * @param admit may refuse a run that is really new; all that it locks comes after the flow
   */
  public FoundOrCreated<FlowRunResponse> create(
      FlowRunCreate create, @Nullable String workQueueName, Runnable admit) {
    var existing = existing(create);
    if (existing.isPresent()) {
      return new FoundOrCreated<>(response(existing.get()), false);
    }
    admit.run();
    var run = new FlowRun(create, workQueueName, Times.now(clock));
    var first = create.state() == null ? StateCreate.of(StateType.PENDING, null) : create.state();
    var entered = gate.enter(Map.of(run, first)).get(0);
    return new FoundOrCreated<>(run.response(entered.state().response(), Times.now(clock)), true);
  }

  private Optional<FlowRun> existing(FlowRunCreate create) {
    if (create.idempotencyKey() == null) {
      return Optional.empty(); // the database refuses one of an unknown flow, and says so alike
    }
    if (!flows.lock(create.flowId())) {
      throw Problem.conflict(Problem.INTEGRITY);
    }
    return runs.findByKey(create.flowId(), create.idempotencyKey());
  }

  /** Reads one; 404. */
  public FlowRunResponse read(UUID id) {
    return response(runs.find(id).orElseThrow(FlowRuns::unknown));
  }

  /**
   * Changes the given fields; 404, and 409 for the priority or the queue of a run that does not
   * wait. The row is locked, so that no state is overwritten.
   */
  public void update(UUID id, FlowRunUpdate update) {
    var run = runs.lock(id).orElseThrow(FlowRuns::unknown);
    if (update.priority() != null && run.stateType() != StateType.SCHEDULED) {
      throw Problem.conflict(
          "Flow run %s is %s; the priority of a run can be changed while it is SCHEDULED."
              .formatted(id, run.stateType()));
    }
    if (update.workQueueName() != null) {
      Optional.ofNullable(move(List.of(id), update.workQueueName()).get(id))
          .ifPresent(
              why -> {
                throw Problem.conflict("Flow run %s is not moved: %s".formatted(id, why));
              });
    }
    run.change(update, Times.now(clock));
  }

  /** Cancels one as {@link #cancel(Collection, boolean)} does; 404. */
  OrchestrationResult cancel(UUID id, boolean force) {
    return Optional.ofNullable(cancel(List.of(id), force).get(id)).orElseThrow(() -> missing(id));
  }

  /**
   * Cancels runs, whatever they do or wait for; ABORT for those that have ended.
   *
   * @param force not to wait for the agents that have them
   * @return what comes of it, by id; nothing of one that does not exist
   */
  public Map<UUID, OrchestrationResult> cancel(Collection<UUID> ids, boolean force) {
    var by = force ? Proposer.CANCELLING_AT_ONCE : Proposer.CANCELLING;
    var cancelled = StateCreate.of(StateType.CANCELLED, "Cancelled on request.");
    return proposed(runs.lock(ids), cancelled, by);
  }

  /** Retries one as {@link #retry(Collection, boolean)} does; 404. */
  OrchestrationResult retry(UUID id, boolean fromStart) {
    return Optional.ofNullable(retry(List.of(id), fromStart).get(id))
        .orElseThrow(FlowRuns::unknown);
  }

  /**
   * Sends runs that have ended back to their queues; ABORT for those that have not, or have
   * completed.
   *
   * @param fromStart to begin anew, those that have completed too
   * @return what comes of it, by id; nothing of one that does not exist
   */
  public Map<UUID, OrchestrationResult> retry(Collection<UUID> ids, boolean fromStart) {
    var answers = new HashMap<UUID, OrchestrationResult>();
    var ended = new ArrayList<FlowRun>();
    for (var run : runs.lock(ids)) {
      notRetried(run.stateType(), fromStart)
          .ifPresentOrElse(
              why -> answers.put(run.id(), OrchestrationResult.abort(why)), () -> ended.add(run));
    }
    var words = fromStart ? "Retried from its start, on request." : "Retried on request.";
    var again = StateCreate.retried(Times.now(clock), words);
    answers.putAll(proposed(ended, again, Proposer.NEWEST));
    answers.forEach(
        (id, answer) -> {
          if (fromStart && answer.status() == SetStateStatus.ACCEPT) {
            progress.forget(id);
          }
        });
    return answers;
  }

  private static Optional<String> notRetried(@Nullable StateType type, boolean fromStart) {
    if (type == null || !type.isTerminal()) {
      return Optional.of("It has not ended, so there is nothing to retry.");
    }
    return type == StateType.COMPLETED && !fromStart
        ? Optional.of(
            "It has completed, so there is nothing to retry; from its start it can be run again.")
        : Optional.empty();
  }

  private Map<UUID, OrchestrationResult> proposed(
      List<FlowRun> locked, StateCreate state, Proposer by) {
    var proposals = new LinkedHashMap<FlowRun, StateProposal>();
    locked.forEach(run -> proposals.put(run, StateProposal.of(state)));
    var results = gate.propose(proposals, by);
    return IntStream.range(0, locked.size())
        .boxed()
        .collect(Collectors.toMap(i -> locked.get(i).id(), results::get));
  }

  /**
   * Lets runs that wait for an agent wait on another queue.
   *
   * @return why not, by id; nothing of those that do so now, or do not exist
   */
  public Map<UUID, String> move(Collection<UUID> ids, String workQueueName) {
    var refused = new LinkedHashMap<UUID, String>();
    var isAnyMoved = false;
    for (var run : runs.lock(ids)) {
      var why = notMoved(run);
      why.ifPresentOrElse(
          reason -> refused.put(run.id(), reason), () -> run.move(workQueueName, Times.now(clock)));
      isAnyMoved |= why.isEmpty();
    }
    if (isAnyMoved) {
      moved.fire(new RunsMoved(workQueueName));
    }
    return refused;
  }

  /** One without a deployment is begun by the process that created it, which asks no queue. */
  private static Optional<String> notMoved(FlowRun run) {
    if (run.stateType() != StateType.SCHEDULED) {
      return Optional.of(
          "It is %s; a run can be moved to another queue while it is SCHEDULED."
              .formatted(Objects.requireNonNullElse(run.stateType(), "without a state")));
    }
    return run.deploymentId() == null
        ? Optional.of("It has no deployment, so it waits on no queue.")
        : Optional.empty();
  }

  /** Deletes the runs of a deployment that nobody has taken. */
  public void deleteScheduled(UUID deploymentId) {
    runs.deleteScheduled(deploymentId);
  }

  /** Deletes one with its task runs; 404. */
  public void delete(UUID id) {
    if (!runs.delete(id)) {
      throw unknown();
    }
  }

  /** A page of runs. */
  public List<FlowRunResponse> list(FlowRunQuery query) {
    return runs.list(query, Times.now(clock));
  }

  int count(CountQuery query) {
    return runs.count(query);
  }

  List<HistoryResponse> history(HistoryQuery query) {
    return runs.history(query);
  }

  List<SimpleFlowRun> points(UiHistoryQuery query) {
    if (query.limit() < 0 || query.limit() > 1000) {
      throw Problem.invalid("Invalid limit: must be between 0 and 1000.");
    }
    var now = Times.now(clock);
    return runs.points(query).stream().map(r -> r.point(now)).toList();
  }

  List<GraphNode> graph(UUID id) {
    if (runs.find(id).isEmpty()) {
      throw missing(id);
    }
    return taskRuns.graph(id);
  }

  /** A run's states, oldest first; none for an unknown run. */
  public List<StateResponse> states(UUID id) {
    return runs.states(id).stream().map(State::response).toList();
  }

  /** Reads one state; 404. */
  public StateResponse state(UUID id) {
    return runs.state(id)
        .map(State::response)
        .orElseThrow(() -> Problem.notFound("Flow run state not found"));
  }

  private FlowRunResponse response(FlowRun run) {
    return run.response(
        runs.state(run.stateId()).map(State::response).orElse(null), Times.now(clock));
  }

  /** 404 as the gate answers it. */
  public static Problem missing(UUID id) {
    return Problem.missing("Flow run with id " + id + " not found");
  }

  private static Problem unknown() {
    return Problem.notFound("Flow run not found");
  }
}
