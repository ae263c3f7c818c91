package dev.rigel.server.concurrencylimit;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The slots of limits, for the gate. A slot goes with its task run. */
@ApplicationScoped
@Transactional(MANDATORY)
public class Slots {
  private static final String LOCK =
      """
      select *
        from concurrency_limit
       where tag in (:tags)
       order by tag
         for update
      """;

  private static final String USED_BY_OTHERS =
      """
      select count(*)
        from concurrency_slot
       where concurrency_limit_id = :limit
         and task_run_id <> :task_run
      """;

  private static final String TAKE =
      """
      insert into concurrency_slot (concurrency_limit_id, task_run_id, taken)
      values (:limit, :task_run, :now)
      on conflict do nothing
      """;

  private static final String RELEASE =
      "delete from concurrency_slot where task_run_id = :task_run";

  private static final String RELEASE_OF_FLOW_RUNS =
      """
      delete from concurrency_slot
       where task_run_id in (select id from task_run where flow_run_id in (:flow_runs))
      """;

  @Inject Sql sql;

  /**
   * The limits on some tags, by tag, their rows locked: whoever asks next waits until this
   * transaction ends.
   */
  public List<ConcurrencyLimit> lock(List<String> tags) {
    return tags.isEmpty()
        ? List.of()
        : sql.of(LOCK).bind("tags", tags).list(ConcurrencyLimit.class);
  }

  /** As {@link #lock}, with the slots that other task runs hold than this one. */
  public List<SlotUse> lockUse(List<String> tags, UUID taskRunId) {
    return lock(tags).stream()
        .map(l -> new SlotUse(l.tag(), l.limit(), usedByOthers(l, taskRunId)))
        .toList();
  }

  private int usedByOthers(ConcurrencyLimit limit, UUID taskRunId) {
    return sql.of(USED_BY_OTHERS).bind("limit", limit.id()).bind("task_run", taskRunId).count();
  }

  /** Takes a slot; nothing happens if the task run holds it already. */
  public void take(ConcurrencyLimit limit, UUID taskRunId, OffsetDateTime now) {
    sql.of(TAKE).bind("limit", limit.id()).bind("task_run", taskRunId).bind("now", now).change();
  }

  /** Gives all slots of a task run back. */
  public void release(UUID taskRunId) {
    sql.of(RELEASE).byKey().bind("task_run", taskRunId).change();
  }

  /**
   * Gives all slots back that task runs of flow runs hold: these have ended, so none of them runs.
   */
  public void releaseOfFlowRuns(List<UUID> flowRunIds) {
    if (!flowRunIds.isEmpty()) {
      sql.of(RELEASE_OF_FLOW_RUNS).byKey().bind("flow_runs", flowRunIds).change();
    }
  }
}
