package dev.rigel.server.concurrencylimit;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
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
  @Inject Rows rows;

  /**
   * The limits on some tags, by tag, their rows locked: whoever asks next waits until this
   * transaction ends.
   */
  public List<ConcurrencyLimit> lock(List<String> tags) {
    if (tags.isEmpty()) {
      return List.of();
    }
    var wanted = Condition.in("tag", tags);
    return rows.list(
        ConcurrencyLimit.class,
        "select * from concurrency_limit where " + wanted.sql() + " order by tag for update",
        wanted.arguments());
  }

  /** As {@link #lock}, with the slots that other task runs hold than this one. */
  public List<SlotUse> lockUse(List<String> tags, UUID taskRunId) {
    return lock(tags).stream()
        .map(l -> new SlotUse(l.tag(), l.limit(), usedByOthers(l, taskRunId)))
        .toList();
  }

  private int usedByOthers(ConcurrencyLimit limit, UUID taskRunId) {
    return rows.count(
        "concurrency_slot s",
        Condition.of("s.concurrency_limit_id = ? and s.task_run_id <> ?", limit.id(), taskRunId));
  }

  /** Takes a slot; nothing happens if the task run holds it already. */
  public void take(ConcurrencyLimit limit, UUID taskRunId, OffsetDateTime now) {
    rows.change(
        "insert into concurrency_slot (concurrency_limit_id, task_run_id, taken) values (?, ?, ?) on conflict do nothing",
        limit.id(),
        taskRunId,
        now);
  }

  /** Gives all slots of a task run back. */
  public void release(UUID taskRunId) {
    rows.change("delete from concurrency_slot where task_run_id = ?", taskRunId);
  }

  /**
   * Gives all slots back that task runs of flow runs hold: these have ended, so none of them runs.
   */
  public void releaseOfFlowRuns(List<UUID> flowRunIds) {
    if (flowRunIds.isEmpty()) {
      return;
    }
    var ended = Condition.in("flow_run_id", flowRunIds);
    rows.change(
        "delete from concurrency_slot where task_run_id in (select id from task_run where "
            + ended.sql()
            + ")",
        ended.arguments().toArray());
  }
}
