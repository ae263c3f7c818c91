package dev.rigel.server.waiting;

import static dev.rigel.contract.setting.Settings.RETRY_GRACE;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.settings.ServerSettings;
import dev.rigel.server.workqueue.KeptBackRuns;
import dev.rigel.server.workqueue.QueueHealth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What many features have stored about what waits; it only reads. */
@ApplicationScoped
@Transactional(MANDATORY)
class WaitingRepository {
  /**
   * A look into the index a figure and queue: grouped, H2 would read all runs that have ended. Late
   * runs are due; the bound spares the many that are planned.
   */
  private static final String FIGURES =
      """
      select q.id,
             (select count(*)
                from flow_run r
               where r.work_queue_name = q.name
                 and r.state_type = 'SCHEDULED'
                 and r.next_scheduled_start_time <= :soon
                 and r.state_name <> 'Late') as scheduled,
             (select count(*)
                from flow_run r
               where r.work_queue_name = q.name
                 and r.state_type = 'SCHEDULED'
                 and r.next_scheduled_start_time <= :now
                 and r.state_name = 'Late') as late,
             (select count(*)
                from flow_run r
               where r.work_queue_name = q.name
                 and r.state_type = 'PENDING') as pending,
             (select count(*)
                from flow_run r
               where r.work_queue_name = q.name
                 and r.state_type = 'RUNNING') as running,
             (select min(r.next_scheduled_start_time)
                from flow_run r
               where r.work_queue_name = q.name
                 and r.state_type = 'SCHEDULED'
                 and r.next_scheduled_start_time <= :now
                 and (not r.retries_in_process
                      or r.claim_id is null and r.next_scheduled_start_time <= :retries_due)) as oldest
        from work_queue q
       where q.id in (:queues)
      """;

  /** One of the reference is known by its polls alone, and does not sign off. */
  private static final String AGENTS =
      """
      select id, name, state, is_native, free, last_activity_time, is_drain_asked, queues, prefixes, work_queue_id
        from agent
       where is_native and state in ('ONLINE', 'DRAINING')
          or not is_native and last_activity_time >= :recent
       order by name, id
      """;

  private static final String HOLDER =
      """
      select a.id, a.name, c.created
        from flow_run r
        join claim c on c.id = r.claim_id
        join agent a on a.id = c.agent_id
       where r.id = :run
      """;

  private static final String COUNT_KEPT_BACK =
      "select count(*) from flow_run r where r.id = :run and :kept_back";

  private static final Duration SOON = Duration.ofHours(1);

  @Inject KeptBackRuns keptBack;
  @Inject Sql sql;
  @Inject ServerSettings settings;

  /** Of queues, by id. */
  Map<UUID, QueueFigures> figures(Collection<UUID> queueIds, OffsetDateTime now) {
    return sql
        .of(FIGURES)
        .bind("queues", queueIds)
        .bind("now", now)
        .bind("soon", now.plus(SOON))
        .bind("retries_due", now.minus(settings.get(RETRY_GRACE)))
        .rows()
        .stream()
        .collect(Collectors.toMap(row -> row.id(0), WaitingRepository::figures));
  }

  private static QueueFigures figures(Row row) {
    var runs =
        new QueueRuns(
            row.number(1).intValue(),
            row.number(2).intValue(),
            row.number(3).intValue(),
            row.number(4).intValue());
    return new QueueFigures(runs, row.timeOrNull(5));
  }

  /** All that have been heard of, by name. */
  List<ServingAgent> agents(OffsetDateTime now) {
    return sql.of(AGENTS).bind("recent", now.minus(QueueHealth.RECENT)).rows().stream()
        .map(ServingAgent::of)
        .toList();
  }

  Optional<Holder> holder(UUID flowRunId) {
    return sql.of(HOLDER).bind("run", flowRunId).rows().stream()
        .map(row -> new Holder(row.id(0), row.text(1), row.time(2)))
        .findFirst();
  }

  /** Whether a policy keeps a run back. */
  boolean isKeptBack(UUID flowRunId) {
    return sql.of(COUNT_KEPT_BACK)
            .bind("run", flowRunId)
            .bind("kept_back", keptBack.condition())
            .count()
        == 1;
  }
}
