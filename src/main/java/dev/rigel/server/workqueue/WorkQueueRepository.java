package dev.rigel.server.workqueue;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Rows;
import dev.rigel.server.flowrun.FlowRunConditions;
import dev.rigel.server.query.Filters;
import dev.rigel.server.settings.ServerSettings;
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
class WorkQueueRepository {
  private static final String INSERT =
      "insert into work_queue (id, created, updated, name, description, is_paused, concurrency_limit, filter)"
          + " values (?, ?, ?, ?, ?, ?, cast(? as integer), cast(? as varchar)) on conflict do nothing";

  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;
  @Inject ServerSettings settings;

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
   * The queues that may limit runs that name these queues: the limited ones of them, and every
   * legacy one; by id, locked until the transaction ends. They are looked for before, so that
   * unlimited queues take no lock.
   */
  List<WorkQueue> lockLimited(List<String> names) {
    var named = Condition.in("name", names);
    var limited = "concurrency_limit is not null and (filter is not null or " + named.sql() + ")";
    if (rows.count("work_queue", new Condition(limited, named.arguments())) == 0) {
      return List.of();
    }
    return rows.list(
        WorkQueue.class,
        "select * from work_queue where " + limited + " order by id for update",
        named.arguments());
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

  /** How many more runs a queue may take; no limit is the highest number. */
  int free(WorkQueue queue) {
    var limit = queue.concurrencyLimit();
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    var belongs = QueueMembership.to(queue).condition(Database.of(settings));
    return limit - rows.count("flow_run r", belongs.and(FlowRunConditions.TAKES_A_PLACE));
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
