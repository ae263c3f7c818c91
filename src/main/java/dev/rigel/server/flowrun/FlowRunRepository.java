package dev.rigel.server.flowrun;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.UiHistoryQuery;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Flow runs and their states in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class FlowRunRepository {
  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;

  /** The run, its row locked until the transaction ends. */
  public Optional<FlowRun> lock(UUID id) {
    return Optional.ofNullable(entities.find(FlowRun.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** The run. */
  public Optional<FlowRun> find(UUID id) {
    return Optional.ofNullable(entities.find(FlowRun.class, id));
  }

  /** Adds a state. */
  public void add(FlowRunState state) {
    entities.persist(state);
  }

  /** A state. */
  public Optional<FlowRunState> state(UUID id) {
    return Optional.ofNullable(id).map(i -> entities.find(FlowRunState.class, i));
  }

  void add(FlowRun run) {
    entities.persist(run);
    entities.flush();
  }

  List<FlowRunState> states(UUID id) {
    return rows.list(
        FlowRunState.class,
        "select * from flow_run_state where flow_run_id = ? order by timestamp",
        List.of(id));
  }

  /**
   * Keeps two makers with the same key apart: the flow's row is locked. False if there is no such
   * flow.
   */
  boolean lockFlow(UUID flowId) {
    return !rows.scalars("select 1, 1 from flow where id = ? for update", List.of(flowId))
        .isEmpty();
  }

  boolean flowExists(UUID flowId) {
    return rows.count("flow f", Condition.of("f.id = ?", flowId)) == 1;
  }

  Optional<FlowRun> findByKey(UUID flowId, String idempotencyKey) {
    var sql = "select * from flow_run where flow_id = ? and idempotency_key = ?";
    return rows.list(FlowRun.class, sql, List.of(flowId, idempotencyKey)).stream().findFirst();
  }

  List<FlowRunResponse> list(FlowRunQuery query, OffsetDateTime now) {
    return responses(
        rows.page(
            FlowRun.class,
            "flow_run r",
            filters.flowRuns(query.selection()),
            order(query.sort()),
            query.page()),
        now);
  }

  List<FlowRun> points(UiHistoryQuery query) {
    var where = filters.flowRuns(query.selection());
    var sql =
        "select r.* from flow_run r where "
            + where.sql()
            + " order by "
            + order(query.sort())
            + " limit "
            + query.limit()
            + " offset "
            + Rows.offset(query.offset());
    return rows.list(FlowRun.class, sql, where.arguments());
  }

  int count(Selection selection) {
    return rows.count("flow_run r", filters.flowRuns(selection));
  }

  boolean delete(UUID id) {
    rows.takeTheirTime();
    return rows.change("delete from flow_run where id = ?", id) == 1;
  }

  /** Runs as they are answered, in the order given. */
  public List<FlowRunResponse> responses(List<FlowRun> runs, OffsetDateTime now) {
    var states = currentStates(runs);
    return runs.stream()
        .map(r -> r.response(r.stateId() == null ? null : states.get(r.stateId()), now))
        .toList();
  }

  private Map<UUID, StateResponse> currentStates(List<FlowRun> runs) {
    var ids = runs.stream().map(FlowRun::stateId).filter(Objects::nonNull).toList();
    if (ids.isEmpty()) {
      return Map.of();
    }
    return entities
        .createQuery("select s from FlowRunState s where s.id in :ids", FlowRunState.class)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(FlowRunState::id, FlowRunState::response));
  }

  private static String order(FlowRunSort sort) {
    return switch (sort) {
      case ID_DESC -> "r.id desc";
      case START_TIME_ASC -> "coalesce(r.start_time, r.expected_start_time)";
      case START_TIME_DESC -> "coalesce(r.start_time, r.expected_start_time) desc";
      case EXPECTED_START_TIME_ASC -> "r.expected_start_time";
      case EXPECTED_START_TIME_DESC -> "r.expected_start_time desc";
      case NAME_ASC -> "r.name";
      case NAME_DESC -> "r.name desc";
      case NEXT_SCHEDULED_START_TIME_ASC -> "r.next_scheduled_start_time";
      case END_TIME_DESC -> "r.end_time desc";
    };
  }
}
