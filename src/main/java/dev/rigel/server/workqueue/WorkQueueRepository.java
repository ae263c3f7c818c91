package dev.rigel.server.workqueue;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.query.Page;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.WorkQueueCountQuery;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.query.Counts;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.Paging;
import dev.rigel.server.settings.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Work queues in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class WorkQueueRepository {
  private static final String INSERT =
      """
      insert into work_queue (id, created, updated, name, description, is_paused, concurrency_limit, filter,
                              pending_timeout_seconds, running_timeout_seconds)
      values (:id, :created, :updated, :name, :description, :is_paused, :concurrency_limit, :filter,
              :pending_timeout, :running_timeout)
      on conflict do nothing
      """;

  private static final String BY_NAME = "select * from work_queue where name = :name";

  private static final String BY_NAMES = "select * from work_queue where name in (:names)";

  private static final String BY_PREFIX =
      """
      select *
        from work_queue
       where left(name, :length) = :prefix
       order by name
      """;

  private static final String NAMES = "select id, name from work_queue where id in (:ids)";

  private static final String COUNT_LIMITED =
      """
      select count(*)
        from work_queue
       where concurrency_limit is not null
         and (filter is not null or name in (:names))
      """;

  private static final String LOCK_LIMITED =
      """
      select *
        from work_queue
       where concurrency_limit is not null
         and (filter is not null or name in (:names))
       order by id
         for update
      """;

  private static final String LIMITED_BESIDE =
      """
      select *
        from work_queue
       where concurrency_limit is not null
         and id <> :queue
         and :shares
      """;

  /** Two queues without filter have no run in common. */
  private static final Condition HAS_FILTER = Condition.of("filter is not null");

  private static final String LIST =
      """
      select q.*
        from work_queue q
       where :fits
       order by q.name
       limit :limit
      offset :offset
      """;

  private static final String WITH_FILTER =
      "select * from work_queue where filter is not null order by name";

  private static final String ALL = "select * from work_queue order by name";

  private static final String PLACES_TAKEN =
      "select count(*) from flow_run r where :belongs and :takes_a_place";

  private static final String LATE =
      """
      select count(*)
        from flow_run
       where work_queue_name = :name
         and state_type = 'SCHEDULED'
         and state_name = 'Late'
      """;

  private static final String POLLED =
      """
      update work_queue
         set last_polled = :now, updated = :now
       where id in (select id from work_queue where id = :queue for update skip locked)
      """;

  private static final String DELETE = "delete from work_queue where id = :queue";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
  @Inject Counts counts;
  @Inject ServerSettings settings;

  /** Inserts a queue unless its name is taken; tells whether it did. */
  boolean insert(WorkQueueCreate queue, OffsetDateTime now) {
    return findByName(queue.name()).isEmpty() && insert(new WorkQueue(queue, now));
  }

  private boolean insert(WorkQueue queue) {
    var view = queue.response();
    return sql.of(INSERT)
            .bind("id", queue.id())
            .bind("created", queue.created())
            .bind("updated", queue.updated())
            .bind("name", queue.name())
            .bind("description", view.description())
            .bind("is_paused", queue.isPaused())
            .bind("concurrency_limit", queue.concurrencyLimit())
            .bind("filter", queue.filter() == null ? null : Columns.json(queue.filter()))
            .bind("pending_timeout", view.pendingTimeoutSeconds())
            .bind("running_timeout", view.runningTimeoutSeconds())
            .change()
        == 1;
  }

  Optional<WorkQueue> find(UUID id) {
    return Optional.ofNullable(entities.find(WorkQueue.class, id));
  }

  Optional<WorkQueue> lock(UUID id) {
    return Optional.ofNullable(entities.find(WorkQueue.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  Optional<WorkQueue> findByName(String name) {
    return sql.of(BY_NAME).bind("name", name).first(WorkQueue.class);
  }

  Map<String, WorkQueue> byNames(List<String> names) {
    return unlocked(sql.of(BY_NAMES).bind("names", names)).stream()
        .collect(Collectors.toMap(WorkQueue::name, Function.identity()));
  }

  /** By name. */
  List<WorkQueue> withPrefix(String prefix) {
    return unlocked(
        sql.of(BY_PREFIX)
            .bind("length", prefix.codePointCount(0, prefix.length()))
            .bind("prefix", prefix));
  }

  Map<UUID, String> names(Collection<UUID> ids) {
    return sql.of(NAMES).bind("ids", ids).rows().stream()
        .collect(Collectors.toMap(row -> row.id(0), row -> row.text(1)));
  }

  /**
   * The queues that may limit runs that name these queues: the limited ones of them, and every
   * legacy one; by id, locked until the transaction ends. They are looked for before, so that
   * unlimited queues take no lock.
   */
  List<WorkQueue> lockLimited(List<String> names) {
    return sql.of(COUNT_LIMITED).byKey().bind("names", names).count() == 0
        ? List.of()
        : sql.of(LOCK_LIMITED).byKey().bind("names", names).list(WorkQueue.class);
  }

  /** Limited queues other than this one that runs of it may belong to as well. */
  List<WorkQueue> limitedBeside(WorkQueue queue) {
    return unlocked(
        sql.of(LIMITED_BESIDE)
            .byKey()
            .bind("queue", queue.id())
            .bind("shares", queue.filter() == null ? HAS_FILTER : Condition.TRUE));
  }

  /**
   * As they are now. JPA forgets them: it would give them back, limit and all, where the gate reads
   * them again with their rows locked.
   */
  private List<WorkQueue> unlocked(Statement query) {
    var queues = query.list(WorkQueue.class);
    queues.forEach(entities::detach);
    return queues;
  }

  List<WorkQueue> list(WorkQueueQuery query) {
    return list(filters.workQueues(query.workQueues()), query.page());
  }

  List<WorkQueue> list(QueueOverviewQuery query) {
    return list(filters.workQueues(query), query.page());
  }

  int count(WorkQueueCountQuery query) {
    return counts.of(
        Piece.of("work_queue q"), filters.workQueues(query.workQueues()), query.atMost());
  }

  private List<WorkQueue> list(Condition fits, Page page) {
    return sql.of(LIST).bind("fits", fits).slice(paging.of(page)).list(WorkQueue.class);
  }

  /** Legacy queues. */
  List<WorkQueue> withFilter() {
    return sql.of(WITH_FILTER).list(WorkQueue.class);
  }

  List<WorkQueue> all() {
    return sql.of(ALL).list(WorkQueue.class);
  }

  /** How many more runs a queue may take; no limit is the highest number. */
  int free(WorkQueue queue) {
    var limit = queue.concurrencyLimit();
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    var taken =
        sql.of(PLACES_TAKEN)
            .bind("belongs", QueueMembership.to(queue).condition(Database.of(settings)))
            .bind("takes_a_place", FlowRunConditions.TAKES_A_PLACE)
            .count();
    return limit - taken;
  }

  int late(String name) {
    return sql.of(LATE).bind("name", name).count();
  }

  /** Tells when it was polled, unless another poll is telling the same right now. */
  void polled(UUID id, OffsetDateTime now) {
    sql.of(POLLED).byKey().bind("now", now).bind("queue", id).change();
  }

  boolean delete(UUID id) {
    return sql.of(DELETE).bind("queue", id).change() == 1;
  }
}
