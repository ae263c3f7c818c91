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
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
   * Changes the given fields; 404, and 409 for the priority of a run that does not wait. The row is
   * locked, so that no state is overwritten.
   */
  public void update(UUID id, FlowRunUpdate update) {
    var run = runs.lock(id).orElseThrow(FlowRuns::unknown);
    if (update.priority() != null && run.stateType() != StateType.SCHEDULED) {
      throw Problem.conflict(
          "Flow run %s is %s; the priority of a run can be changed while it is SCHEDULED."
              .formatted(id, run.stateType()));
    }
    run.change(update, Times.now(clock));
  }

  /**
   * Sends a run that has ended back to its queue; ABORT for one that has not, or has completed;
   * 404.
   *
   * @param fromStart to begin anew, a run that has completed too
   */
  OrchestrationResult retry(UUID id, boolean fromStart) {
    var run = runs.lock(id).orElseThrow(FlowRuns::unknown);
    var type = run.stateType();
    if (type == null || !type.isTerminal()) {
      return OrchestrationResult.abort("It has not ended, so there is nothing to retry.");
    }
    if (type == StateType.COMPLETED && !fromStart) {
      return OrchestrationResult.abort(
          "It has completed, so there is nothing to retry; from its start it can be run again.");
    }
    var words = fromStart ? "Retried from its start, on request." : "Retried on request.";
    var again = StateCreate.retried(Times.now(clock), words);
    var result = gate.propose(List.of(id), StateProposal.of(again), Proposer.NEWEST).get(0);
    if (fromStart && result.status() == SetStateStatus.ACCEPT) {
      progress.forget(id);
    }
    return result;
  }

  /** Deletes the runs of a deployment that nobody has taken. */
  public void deleteScheduled(UUID deploymentId) {
    runs.deleteScheduled(deploymentId);
  }

  void delete(UUID id) {
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
      throw Problem.missing("Flow run with id " + id + " not found");
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

  private static Problem unknown() {
    return Problem.notFound("Flow run not found");
  }
}
