package dev.rigel.server.taskrun;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.query.Selection;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunSort;
import dev.rigel.server.database.Rows;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Task runs and their states in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class TaskRunRepository {
  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;

  /** The run, its row locked until the transaction ends. */
  public Optional<TaskRun> lock(UUID id) {
    return Optional.ofNullable(entities.find(TaskRun.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** The run. */
  public Optional<TaskRun> find(UUID id) {
    return Optional.ofNullable(entities.find(TaskRun.class, id));
  }

  /** A run's states, oldest first. */
  List<TaskRunState> states(UUID id) {
    return rows.list(
        TaskRunState.class,
        "select * from task_run_state where task_run_id = ? order by timestamp",
        List.of(id));
  }

  /** A state. */
  public Optional<TaskRunState> state(UUID id) {
    return Optional.ofNullable(id).map(i -> entities.find(TaskRunState.class, i));
  }

  /** The current states of runs, by their ids. */
  Map<UUID, StateResponse> currentStates(List<TaskRun> runs) {
    var ids = runs.stream().map(TaskRun::stateId).filter(Objects::nonNull).toList();
    if (ids.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery("select s from TaskRunState s where s.id in :ids", TaskRunState.class)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(TaskRunState::id, TaskRunState::response));
  }

  /** Adds a state. */
  public void add(TaskRunState state) {
    entities.persist(state);
  }

  void add(TaskRun run) {
    entities.persist(run);
    entities.flush();
  }

  Optional<TaskRun> findByKeys(TaskRunCreate run) {
    var sql = "select * from task_run where flow_run_id = ? and task_key = ? and dynamic_key = ?";
    return rows
        .list(TaskRun.class, sql, List.of(run.flowRunId(), run.taskKey(), run.dynamicKey()))
        .stream()
        .findFirst();
  }

  /**
   * Keeps two makers of the same task run apart: the flow run's row is locked. False if there is no
   * such flow run.
   */
  boolean lockFlowRun(UUID flowRunId) {
    return !rows.scalars("select 1, 1 from flow_run where id = ? for update", List.of(flowRunId))
        .isEmpty();
  }

  /** Every task run of a flow run, in the order they were made. */
  public List<TaskRun> ofFlowRun(UUID flowRunId) {
    return rows.list(
        TaskRun.class,
        "select * from task_run where flow_run_id = ? order by created, id",
        List.of(flowRunId));
  }

  List<TaskRun> list(TaskRunQuery query) {
    return rows.page(
        TaskRun.class,
        "task_run t",
        filters.taskRuns(query.selection()),
        order(query.sort()),
        query.page());
  }

  int count(Selection selection) {
    return rows.count("task_run t", filters.taskRuns(selection));
  }

  boolean delete(UUID id) {
    return rows.change("delete from task_run where id = ?", id) == 1;
  }

  /** Views with their current states. */
  <V> List<V> views(List<TaskRun> runs, Function<TaskRun, Function<StateResponse, V>> view) {
    var states = currentStates(runs);
    return runs.stream()
        .map(r -> view.apply(r).apply(r.stateId() == null ? null : states.get(r.stateId())))
        .toList();
  }

  private static String order(TaskRunSort sort) {
    return switch (sort) {
      case ID_DESC -> "t.id desc";
      case EXPECTED_START_TIME_ASC -> "t.expected_start_time";
      case EXPECTED_START_TIME_DESC -> "t.expected_start_time desc";
      case NAME_ASC -> "t.name";
      case NAME_DESC -> "t.name desc";
      case NEXT_SCHEDULED_START_TIME_ASC -> "t.next_scheduled_start_time";
      case END_TIME_DESC -> "t.end_time desc";
    };
  }
}
