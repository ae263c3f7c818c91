package dev.rigel.server.taskrun;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunQuery;
import dev.rigel.contract.taskrun.TaskRunSort;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Counts;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.ListOrder;
import dev.rigel.server.query.Paging;
import dev.rigel.server.state.Histories;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Task runs and their states in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class TaskRunRepository {
  private static final String STATES =
      """
      select *
        from task_run_state
       where task_run_id = :run
       order by timestamp
      """;

  /** In JPQL for the reason that {@code FlowRunRepository} has. */
  private static final String STATES_BY_IDS = "select s from TaskRunState s where s.id in :ids";

  private static final String BY_KEYS =
      """
      select *
        from task_run
       where flow_run_id = :flow_run
         and task_key = :task_key
         and dynamic_key = :dynamic_key
      """;

  private static final String LOCK_FLOW_RUN =
      "select id from flow_run where id = :flow_run for update";

  private static final String OF_FLOW_RUN =
      """
      select *
        from task_run
       where flow_run_id = :flow_run
       order by created, id
      """;

  /** Without those that stand for a flow run that has not ended: they go with that. */
  private static final String OPEN =
      """
      select t.id
        from task_run t
       where t.flow_run_id in (:flow_runs)
         and t.state_type in ('SCHEDULED', 'PENDING', 'RUNNING')
         and not exists (select 1
                           from flow_run r
                          where r.parent_task_run_id = t.id
                            and r.state_type in ('SCHEDULED', 'PENDING', 'RUNNING'))
       order by t.id
      """;

  private static final String LIST =
      """
      select t.*
        from task_run t
       where :fits
       order by :order
       limit :limit
      offset :offset
      """;

  private static final String DELETE = "delete from task_run where id = :run";

  private static final ListOrder BY_ID = new ListOrder("t.id");

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
  @Inject Counts counts;
  @Inject Histories histories;

  /** The run, its row locked until the transaction ends. */
  public Optional<TaskRun> lock(UUID id) {
    return Optional.ofNullable(entities.find(TaskRun.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  public Optional<TaskRun> find(UUID id) {
    return Optional.ofNullable(entities.find(TaskRun.class, id));
  }

  /** A run's states, oldest first. */
  List<TaskRunState> states(UUID id) {
    return sql.of(STATES).bind("run", id).list(TaskRunState.class);
  }

  public Optional<TaskRunState> state(@Nullable UUID id) {
    return Optional.ofNullable(id).map(i -> entities.find(TaskRunState.class, i));
  }

  /** The current states of runs, by their ids. */
  Map<UUID, StateResponse> currentStates(List<TaskRun> runs) {
    var ids = runs.stream().map(TaskRun::stateId).filter(Objects::nonNull).toList();
    if (ids.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery(STATES_BY_IDS, TaskRunState.class)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(TaskRunState::id, TaskRunState::response));
  }

  public void add(TaskRunState state) {
    entities.persist(state);
  }

  /** Inserts a run, which has its first state by now: a second statement would be dearer. */
  public void insert(TaskRun run) {
    entities.persist(run);
    entities.flush();
  }

  Optional<TaskRun> findByKeys(TaskRunCreate run) {
    return sql.of(BY_KEYS)
        .bind("flow_run", run.flowRunId())
        .bind("task_key", run.taskKey())
        .bind("dynamic_key", run.dynamicKey())
        .first(TaskRun.class);
  }

  /**
   * Keeps two makers of the same task run apart: the flow run's row is locked. False if there is no
   * such flow run.
   */
  boolean lockFlowRun(UUID flowRunId) {
    return !sql.of(LOCK_FLOW_RUN).bind("flow_run", flowRunId).rows().isEmpty();
  }

  /** Every task run of a flow run, in the order they were created. */
  public List<TaskRun> ofFlowRun(UUID flowRunId) {
    return sql.of(OF_FLOW_RUN).bind("flow_run", flowRunId).list(TaskRun.class);
  }

  /**
   * The task runs of some flow runs that have not ended, by id, without those that stand for a flow
   * run that has not ended either.
   */
  public List<UUID> open(Collection<UUID> flowRunIds) {
    return sql.of(OPEN).bind("flow_runs", flowRunIds).ids();
  }

  List<TaskRun> list(TaskRunQuery query) {
    return sql.of(LIST)
        .bind("fits", filters.taskRuns(query.selection()))
        .bind("order", order(query.sort()))
        .slice(paging.of(query.page()))
        .list(TaskRun.class);
  }

  List<HistoryResponse> history(HistoryQuery query) {
    return histories.of(Piece.of("task_run t"), filters.taskRuns(query.selection()), query);
  }

  int count(CountQuery query) {
    return counts.of(Piece.of("task_run t"), filters.taskRuns(query.selection()), query.atMost());
  }

  boolean delete(UUID id) {
    return sql.of(DELETE).bind("run", id).change() == 1;
  }

  /** Views with their current states. */
  <V> List<V> views(List<TaskRun> runs, Function<TaskRun, Function<StateResponse, V>> view) {
    var states = currentStates(runs);
    return runs.stream()
        .map(r -> view.apply(r).apply(r.stateId() == null ? null : states.get(r.stateId())))
        .toList();
  }

  private static Piece order(TaskRunSort sort) {
    return switch (sort) {
      case ID_DESC -> BY_ID.descending();
      case EXPECTED_START_TIME_ASC -> BY_ID.ascending("t.expected_start_time");
      case EXPECTED_START_TIME_DESC -> BY_ID.descending("t.expected_start_time");
      case NAME_ASC -> BY_ID.ascending("t.name");
      case NAME_DESC -> BY_ID.descending("t.name");
      case NEXT_SCHEDULED_START_TIME_ASC -> BY_ID.ascending("t.next_scheduled_start_time");
      case END_TIME_DESC -> BY_ID.descending("t.end_time");
    };
  }
}
