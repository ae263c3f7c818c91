package dev.rigel.server.agent;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.agent.AgentQuery;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Paging;
import dev.rigel.server.state.RandomName;
import dev.rigel.server.workqueue.QueuePolls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Agents in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class AgentRepository implements QueuePolls {
  private static final String POLLED =
      """
      update agent
         set work_queue_id = :queue, state = 'ONLINE', last_activity_time = :now, updated = :now
       where id = :agent
         and not is_native
      """;

  private static final String INSERT_POLLED =
      """
      insert into agent (id, created, updated, name, work_queue_id, last_activity_time)
      values (:agent, :now, :now, :name, :queue, :now)
      on conflict do nothing
      """;

  private static final String INSERT_SERVER =
      """
      insert into agent (id, created, updated, name, is_native, host, pid, last_activity_time)
      values (:agent, :now, :now, :name, true, :host, :pid, :now)
      on conflict do nothing
      """;

  private static final String LIST =
      """
      select *
        from agent
       where :state_fits
         and :name_fits
       order by last_activity_time desc, id
       limit :limit
      offset :offset
      """;

  private static final String LOCK_SILENT =
      """
      select *
        from agent
       where state in ('ONLINE', 'DRAINING')
         and last_activity_time < :before
       order by last_activity_time
       limit :most
         for update skip locked
      """;

  private static final String COUNT_WAITING =
      "select count(*) from agent where is_native and state in ('ONLINE', 'DRAINING')";

  private static final String DELETE_OLD =
      """
      delete from agent
       where id in (select id
                      from agent
                     where state in ('LOST', 'GONE')
                       and last_activity_time < :before
                     limit :most)
      """;

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Paging paging;

  void add(Agent agent) {
    entities.persist(agent);
  }

  Optional<Agent> find(UUID id) {
    return Optional.ofNullable(entities.find(Agent.class, id));
  }

  Optional<Agent> lock(UUID id) {
    return Optional.ofNullable(entities.find(Agent.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** Stores a server as an agent, unless it is stored; its row is locked. */
  Agent lockServer(UUID id, String name, String host, int pid, OffsetDateTime now) {
    sql.of(INSERT_SERVER)
        .byKey()
        .bind("agent", id)
        .bind("now", now)
        .bind("name", name)
        .bind("host", host)
        .bind("pid", pid)
        .change();
    return lock(id).orElseThrow();
  }

  List<Agent> list(AgentQuery query) {
    return sql.of(LIST)
        .bind("state_fits", ofStates(query))
        .bind(
            "name_fits",
            query.name() == null ? Condition.TRUE : Condition.of("name = ?", query.name()))
        .slice(paging.of(query.page()))
        .list(Agent.class);
  }

  private static Condition ofStates(AgentQuery query) {
    return query.states() == null
        ? Condition.TRUE
        : Condition.in("state", query.states().stream().map(AgentState::name).toList());
  }

  /** Some that have not been heard of since, their rows locked. */
  List<Agent> lockSilent(OffsetDateTime before, int most) {
    return sql.of(LOCK_SILENT).bind("before", before).bind("most", most).list(Agent.class);
  }

  /** How many may wait for orders, on any server. */
  int countWaiting() {
    return sql.of(COUNT_WAITING).count();
  }

  /** Deletes some that are gone since long ago, and tells how many. */
  int deleteOld(OffsetDateTime before, int most) {
    return sql.of(DELETE_OLD).bind("before", before).bind("most", most).change();
  }

  @Override
  public void polled(UUID agentId, UUID queueId, OffsetDateTime now) {
    var known =
        sql.of(POLLED)
            .byKey()
            .bind("queue", queueId)
            .bind("now", now)
            .bind("agent", agentId)
            .change();
    if (known == 0) {
      sql.of(INSERT_POLLED)
          .byKey()
          .bind("agent", agentId)
          .bind("now", now)
          .bind("name", RandomName.next())
          .bind("queue", queueId)
          .change();
    }
  }
}
