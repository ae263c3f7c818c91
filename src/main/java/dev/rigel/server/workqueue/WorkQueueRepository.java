package dev.rigel.server.workqueue;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.server.platform.Columns;
import dev.rigel.server.query.Condition;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Work queues in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class WorkQueueRepository {
  private static final String INSERT =
      "insert into work_queue (id, created, updated, name, description, is_paused, concurrency_limit, filter)"
          + " values (?, ?, ?, ?, ?, ?, cast(? as integer), cast(? as varchar)) on conflict do nothing";

  /** Queues that may limit a run: the one it names, and every legacy one, in one order for all. */
  private static final String LOCK_LIMITED =
      """
      select *
        from work_queue
       where concurrency_limit is not null
         and (filter is not null or name = ?)
       order by id
         for update
      """;

  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;

  /** Inserts a queue unless its name is taken; tells whether it did. */
  boolean insert(WorkQueueCreate queue, OffsetDateTime now) {
    var taken = findByName(queue.name()).isPresent();
    return !taken && rows.change(INSERT, row(new WorkQueue(queue, now))) == 1;
  }

  private static Object[] row(WorkQueue queue) {
    var view = queue.response();
    return new Object[] {
      queue.id(),
      queue.created(),
      queue.updated(),
      queue.name(),
      view.description(),
      queue.isPaused(),
      queue.concurrencyLimit(),
      queue.filter() == null ? null : Columns.json(queue.filter())
    };
  }

  Optional<WorkQueue> find(UUID id) {
    return Optional.ofNullable(entities.find(WorkQueue.class, id));
  }

  Optional<WorkQueue> lock(UUID id) {
    return Optional.ofNullable(entities.find(WorkQueue.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  Optional<WorkQueue> findByName(String name) {
    return rows
        .list(WorkQueue.class, "select * from work_queue where name = ?", List.of(name))
        .stream()
        .findFirst();
  }

  /**
   * Whether anything limits runs on this queue name; asked first, so that unlimited queues take no
   * lock.
   */
  boolean mayBeLimited(String name) {
    return rows.count(
            "work_queue q",
            Condition.of(
                "q.concurrency_limit is not null and (q.filter is not null or q.name = ?)",
                name == null ? "" : name))
        > 0;
  }

  List<WorkQueue> lockLimited(String name) {
    return rows.list(WorkQueue.class, LOCK_LIMITED, List.of(name == null ? "" : name));
  }

  /** Limited queues other than this one that runs of it may belong to as well. */
  List<WorkQueue> limitedBeside(WorkQueue queue) {
    var legacyOnly = queue.filter() == null ? " and filter is not null" : "";
    return rows.list(
        WorkQueue.class,
        "select * from work_queue where concurrency_limit is not null and id <> ?" + legacyOnly,
        List.of(queue.id()));
  }

  List<WorkQueue> list(WorkQueueQuery query) {
    return rows.page(
        WorkQueue.class,
        "work_queue q",
        filters.workQueues(query.workQueues()),
        "q.name",
        query.page());
  }

  List<WorkQueue> all() {
    return rows.list(WorkQueue.class, "select * from work_queue order by name", List.of());
  }

  /** Runs of a queue in PENDING or RUNNING. */
  int busy(Condition belongs) {
    return rows.count(
        "flow_run r", belongs.and(Condition.of("r.state_type in ('PENDING', 'RUNNING')")));
  }

  int late(String name) {
    return rows.count(
        "flow_run r",
        Condition.of(
            "r.work_queue_name = ? and r.state_type = 'SCHEDULED' and r.state_name = 'Late'",
            name));
  }

  /** Tells when it was polled, unless another poll is telling the same right now. */
  void polled(UUID id, OffsetDateTime now) {
    rows.change(
        "update work_queue set last_polled = ?, updated = ? where id in (select id from work_queue where id = ? for update skip locked)",
        now,
        now,
        id);
  }

  /** Remembers an agent that polled. */
  void seen(UUID agentId, String name, UUID queueId, OffsetDateTime now) {
    var known =
        rows.change(
            "update agent set work_queue_id = ?, last_activity_time = ?, updated = ? where id = ?",
            queueId,
            now,
            now,
            agentId);
    if (known == 0) {
      rows.change(
          "insert into agent (id, created, updated, name, work_queue_id, last_activity_time) values (?, ?, ?, ?, ?, ?) on conflict do nothing",
          agentId,
          now,
          now,
          name,
          queueId,
          now);
    }
  }

  boolean delete(UUID id) {
    return rows.change("delete from work_queue where id = ?", id) == 1;
  }
}
