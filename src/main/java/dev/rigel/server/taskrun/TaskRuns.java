package dev.rigel.server.taskrun;

import dev.rigel.contract.flowrun.GraphNode;
import dev.rigel.contract.flowrun.GraphNodeBuilder;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.server.database.Times;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The door to task runs; each method is one transaction. */
@ApplicationScoped
@Transactional
public class TaskRuns {
  @Inject TaskRunRepository runs;
  @Inject TaskRunGate gate;
  @Inject Clock clock;

  /**
   * Makes a task run, or finds the one of the same keys, unchanged; 409 for an unknown flow run.
   */
  public FoundOrCreated<TaskRunResponse> create(TaskRunCreate create) {
    if (!runs.lockFlowRun(create.flowRunId())) {
      throw Problem.conflict(Problem.INTEGRITY);
    }
    var existing = runs.findByKeys(create);
    if (existing.isPresent()) {
      return new FoundOrCreated<>(response(existing.get()), false);
    }
    var run = new TaskRun(create, Times.now(clock));
    var first = create.state() == null ? StateCreate.of(StateType.PENDING, null) : create.state();
    var state = gate.enter(run, first);
    return new FoundOrCreated<>(run.response(state.response(), Times.now(clock)), true);
  }

  /** Reads one; 404. */
  public TaskRunResponse read(UUID id) {
    return response(runs.find(id).orElseThrow(TaskRuns::unknown));
  }

  void delete(UUID id) {
    if (!runs.delete(id)) {
      throw unknown();
    }
  }

  List<TaskRunResponse> list(TaskRunQuery query) {
    var now = Times.now(clock);
    return runs.views(runs.list(query), run -> state -> run.response(state, now));
  }

  int count(CountQuery query) {
    return runs.count(query);
  }

  List<HistoryResponse> history(HistoryQuery query) {
    return runs.history(query);
  }

  /** A run's states, oldest first; none for an unknown run. */
  public List<StateResponse> states(UUID id) {
    return runs.states(id).stream().map(State::response).toList();
  }

  StateResponse state(UUID id) {
    return runs.state(id)
        .map(State::response)
        .orElseThrow(() -> Problem.notFound("Flow run state not found"));
  }

  /** The task runs of a flow run and what they depend on. */
  public List<GraphNode> graph(UUID flowRunId) {
    var now = Times.now(clock);
    return runs.views(runs.ofFlowRun(flowRunId), run -> state -> node(run, state, now));
  }

  private static GraphNode node(TaskRun run, StateResponse state, OffsetDateTime now) {
    var inputs = run.taskInputs().values().stream().flatMap(List::stream).distinct().toList();
    return GraphNodeBuilder.builder()
        .id(run.id())
        .upstreamDependencies(inputs)
        .state(state)
        .expectedStartTime(run.expectedStartTime())
        .startTime(run.startTime())
        .endTime(run.endTime())
        .totalRunTime(run.totalRunTime())
        .estimatedRunTime(run.estimatedRunTime(now))
        .untrackableResult(state != null && state.stateDetails().untrackableResult())
        .build();
  }

  private TaskRunResponse response(TaskRun run) {
    return run.response(
        runs.state(run.stateId()).map(State::response).orElse(null), Times.now(clock));
  }

  private static Problem unknown() {
    return Problem.notFound("Task not found");
  }
}
