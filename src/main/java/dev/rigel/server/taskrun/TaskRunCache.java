package dev.rigel.server.taskrun;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Completed states by their cache keys. */
@ApplicationScoped
@Transactional(MANDATORY)
public class TaskRunCache {
  private static final String NEWEST =
      """
      select s.*
        from task_run_state_cache c
        join task_run_state s on s.id = c.task_run_state_id
       where c.cache_key = :key
         and (c.cache_expiration is null or c.cache_expiration > :now)
       order by c.created desc
       limit 1
      """;

  private static final String INSERT =
      """
      insert into task_run_state_cache (id, created, updated, cache_key, cache_expiration, task_run_state_id)
      values (:id, :now, :now, :key, :expiration, :state)
      """;

  @Inject Sql sql;

  /** The newest state with a key that has not expired. */
  public Optional<TaskRunState> find(String key, OffsetDateTime now) {
    return sql.of(NEWEST).bind("key", key).bind("now", now).first(TaskRunState.class);
  }

  /** Keeps a state under the key in its details. */
  public void store(TaskRunState state) {
    sql.of(INSERT)
        .bind("id", UUID.randomUUID())
        .bind("now", state.timestamp())
        .bind("key", state.details().cacheKey())
        .bind("expiration", state.details().cacheExpiration())
        .bind("state", state.id())
        .change();
  }
}
