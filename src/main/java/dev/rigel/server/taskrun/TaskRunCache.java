package dev.rigel.server.taskrun;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
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
       where c.cache_key = ?
         and (c.cache_expiration is null or c.cache_expiration > ?)
       order by c.created desc
       limit 1
      """;

  @Inject Rows rows;

  /** The newest state with a key that has not expired. */
  public Optional<TaskRunState> find(String key, OffsetDateTime now) {
    return rows.list(TaskRunState.class, NEWEST, List.of(key, now)).stream().findFirst();
  }

  /** Keeps a state under the key in its details. */
  public void store(TaskRunState state) {
    rows.change(
        "insert into task_run_state_cache (id, created, updated, cache_key, cache_expiration, task_run_state_id) values (?, ?, ?, ?, ?, ?)",
        UUID.randomUUID(),
        state.timestamp(),
        state.timestamp(),
        state.details().cacheKey(),
        state.details().cacheExpiration(),
        state.id());
  }
}
