package dev.rigel.server.flowrun;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.UiHistoryQuery;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.HistoryQuery;
import dev.rigel.contract.query.Selection;
import dev.rigel.contract.state.HistoryResponse;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Slice;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Counts;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.ListOrder;
import dev.rigel.server.query.Paging;
import dev.rigel.server.settings.ServerSettings;
import dev.rigel.server.state.Histories;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flow runs and their states in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class FlowRunRepository {
  private static final String STATES =
      """
      select *
        from flow_run_state
       where flow_run_id = :run
       order by timestamp
      """;

  /**
   * The states that many runs are in, in JPQL: for 200 ids EclipseLink takes 1.6 ms with it, 3.3 ms
   * with SQL.
   */
  private static final String STATES_BY_IDS = "select s from FlowRunState s where s.id in :ids";

  private static final String BY_KEY =
      """
      select *
        from flow_run
       where flow_id = :flow
         and idempotency_key = :key
      """;

  private static final String LIST =
      """
      select r.*
        from flow_run r
       where :fits
       order by :order
       limit :limit
      offset :offset
      """;

  private static final String DELETE_SCHEDULED =
      """
      delete from flow_run
       where deployment_id = :deployment
         and state_type = 'SCHEDULED'
      """;

  private static final String DELETE = "delete from flow_run where id = :run";

  private static final String LOCK_CANCELLING =
      """
      select *
        from flow_run
       where state_type = 'RUNNING'
         and state_name = 'Cancelling'
         and state_timestamp < :before
         and claim_id is not null
       order by state_timestamp
       limit :most
         for update skip locked
      """;

  /** One with a deployment has a process of its own. */
  private static final String OPEN_SUBFLOWS =
      """
      select id
        from flow_run
       where parent_task_run_id in (select id from task_run where flow_run_id in (:runs))
         and state_type in ('SCHEDULED', 'PENDING', 'RUNNING')
         and deployment_id is null
       order by id
      """;

  private static final String LOCK_FREE =
      "select * from flow_run where id in (:ids) for update skip locked";

  private static final ListOrder BY_ID = new ListOrder("r.id");

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
  @Inject Counts counts;
  @Inject Histories histories;
  @Inject ServerSettings settings;

  /** The run, its row locked until the transaction ends. */
  public Optional<FlowRun> lock(UUID id) {
    return Optional.ofNullable(entities.find(FlowRun.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /**
   * The runs that there are of some, their rows locked, in the order of their ids as PostgreSQL
   * sorts them: in which all transactions lock them.
   */
  public List<FlowRun> lock(Collection<UUID> ids) {
    return ids.stream()
        .distinct()
        .sorted(Comparator.comparing(UUID::toString))
        .flatMap(id -> lock(id).stream())
        .toList();
  }

  /** Some runs, their rows locked, without those that another transaction holds. */
  public List<FlowRun> lockFree(Collection<UUID> ids) {
    return sql.of(LOCK_FREE).byKey().bind("ids", ids).list(FlowRun.class);
  }

  public Optional<FlowRun> find(UUID id) {
    return Optional.ofNullable(entities.find(FlowRun.class, id));
  }

  public void add(FlowRunState state) {
    entities.persist(state);
  }

  public Optional<FlowRunState> state(@Nullable UUID id) {
    return Optional.ofNullable(id).map(i -> entities.find(FlowRunState.class, i));
  }

  /** Inserts a run, which has its first state by now: a second statement would be dearer. */
  public void insert(FlowRun run) {
    entities.persist(run);
    entities.flush();
  }

  List<FlowRunState> states(UUID id) {
    return sql.of(STATES).bind("run", id).list(FlowRunState.class);
  }

  Optional<FlowRun> findByKey(UUID flowId, String idempotencyKey) {
    return sql.of(BY_KEY)
        .byKey()
        .bind("flow", flowId)
        .bind("key", idempotencyKey)
        .first(FlowRun.class);
  }

  List<FlowRunResponse> list(FlowRunQuery query, OffsetDateTime now) {
    return responses(list(query.selection(), query.sort(), paging.of(query.page())), now);
  }

  List<FlowRun> points(UiHistoryQuery query) {
    var slice = new Slice(query.limit(), Paging.offset(query.offset()));
    return list(query.selection(), query.sort(), slice);
  }

  private List<FlowRun> list(Selection selection, FlowRunSort sort, Slice slice) {
    return sql.of(LIST)
        .bind("fits", filters.flowRuns(selection))
        .bind("order", order(sort))
        .slice(slice)
        .list(FlowRun.class);
  }

  List<HistoryResponse> history(HistoryQuery query) {
    return histories.of(Piece.of("flow_run r"), filters.flowRuns(query.selection()), query);
  }

  int count(CountQuery query) {
    return counts.of(Piece.of("flow_run r"), filters.flowRuns(query.selection()), query.atMost());
  }

  void deleteScheduled(UUID deploymentId) {
    sql.of(DELETE_SCHEDULED).bind("deployment", deploymentId).change();
  }

  boolean delete(UUID id) {
    sql.takeTheirTime();
    return sql.of(DELETE).bind("run", id).change() == 1;
  }

  /** Some that their agents have been told to end before a time, their rows locked. */
  public List<FlowRun> lockCancelling(OffsetDateTime before, int most) {
    return sql.of(LOCK_CANCELLING).bind("before", before).bind("most", most).list(FlowRun.class);
  }

  /** The subflows of some runs that run in their processes and have not ended, by id. */
  public List<UUID> openSubflows(Collection<UUID> runs) {
    return sql.of(OPEN_SUBFLOWS).bind("runs", runs).ids();
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
        .createQuery(STATES_BY_IDS, FlowRunState.class)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(FlowRunState::id, FlowRunState::response));
  }

  private Piece order(FlowRunSort sort) {
    var started = Database.of(settings).startedOrExpected("r");
    return switch (sort) {
      case ID_DESC -> BY_ID.descending();
      case START_TIME_ASC -> BY_ID.ascending(started);
      case START_TIME_DESC -> BY_ID.descending(started);
      case EXPECTED_START_TIME_ASC -> BY_ID.ascending("r.expected_start_time");
      case EXPECTED_START_TIME_DESC -> BY_ID.descending("r.expected_start_time");
      case NAME_ASC -> BY_ID.ascending("r.name");
      case NAME_DESC -> BY_ID.descending("r.name");
      case NEXT_SCHEDULED_START_TIME_ASC -> BY_ID.ascending("r.next_scheduled_start_time");
      case END_TIME_DESC -> BY_ID.descending("r.end_time");
    };
  }
}
