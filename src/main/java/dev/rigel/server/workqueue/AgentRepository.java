package dev.rigel.server.workqueue;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Agents in the database: who polled which queue when. */
@ApplicationScoped
@Transactional(MANDATORY)
class AgentRepository {
  private static final String UPDATE =
      """
      update agent
         set work_queue_id = :queue, last_activity_time = :now, updated = :now
       where id = :agent
      """;

  private static final String INSERT =
      """
      insert into agent (id, created, updated, name, work_queue_id, last_activity_time)
      values (:agent, :now, :now, :name, :queue, :now)
      on conflict do nothing
      """;

  @Inject Sql sql;

  /**
   * Remembers an agent that polled.
   *
   * @param name for one that is new
   */
  void polled(UUID agentId, String name, UUID queueId, OffsetDateTime now) {
    var known =
        sql.of(UPDATE).bind("queue", queueId).bind("now", now).bind("agent", agentId).change();
    if (known == 0) {
      sql.of(INSERT)
          .bind("agent", agentId)
          .bind("now", now)
          .bind("name", name)
          .bind("queue", queueId)
          .change();
    }
  }
}
