package dev.rigel.server.waiting;

import static dev.rigel.contract.setting.Settings.RETRY_GRACE;
import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.flowrun.FlowRunConditions;
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

  /** The look into the index that {@link #FIGURES} takes for the oldest. */
  private static final String QUEUES_WITH_DUE_RUNS =
      """
      select w.id
        from (select q.id,
                     (select min(r.next_scheduled_start_time)
                        from flow_run r
                       where r.work_queue_name = q.name
                         and r.state_type = 'SCHEDULED'
                         and r.next_scheduled_start_time <= :now
                         and (not r.retries_in_process
                              or r.claim_id is null and r.next_scheduled_start_time <= :retries_due)) as oldest
                from work_queue q
               where not q.is_paused
                 and q.filter is null) w
       where w.oldest is not null
       order by w.oldest, w.id
       limit :most
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

  /** Of legacy queues none: their runs are not found by name. */
  private static final String HOLDERS =
      """
      select h.queue_id, h.id, h.name, h.state_timestamp, h.state_name
        from (select q.id as queue_id, r.id, r.name, r.state_timestamp, r.state_name,
                     row_number() over (partition by q.id order by r.state_timestamp, r.id) as place
                from work_queue q
                join flow_run r on r.work_queue_name = q.name
               where q.id in (:queues)
                 and q.filter is null
                 and r.state_type in ('PENDING', 'RUNNING')) h
       where h.place <= :most
       order by h.queue_id, h.place
      """;

  private static final String ACTIVE_BESIDE =
      """
      select r.id, r.name, r.state_timestamp, r.state_name
        from flow_run r
       where r.deployment_id = (select w.deployment_id from flow_run w where w.id = :run)
         and r.id <> :run
         and :is_active
       order by r.state_timestamp, r.id
       limit :most
      """;

  /** Runs that are mentioned for one reason. */
  private static final int MENTIONED = 5;

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

  /** Those on which runs wait for longest, of the queues that are not paused and have no filter. */
  List<UUID> queuesWithDueRuns(OffsetDateTime now, int most) {
    return sql.of(QUEUES_WITH_DUE_RUNS)
        .bind("now", now)
        .bind("retries_due", now.minus(settings.get(RETRY_GRACE)))
        .bind("most", most)
        .ids();
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

  /** The runs that have the places of queues for longest, some of them, by queue. */
  Map<UUID, List<Mention>> holders(Collection<UUID> queueIds) {
    return sql.of(HOLDERS).bind("queues", queueIds).bind("most", MENTIONED).rows().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.id(0), Collectors.mapping(row -> run(row, 1), Collectors.toList())));
  }

  /** Of the deployment of a run the other runs that are active for longest, some of them. */
  List<Mention> activeBeside(UUID flowRunId) {
    return sql
        .of(ACTIVE_BESIDE)
        .bind("run", flowRunId)
        .bind("is_active", FlowRunConditions.ACTIVE)
        .bind("most", MENTIONED)
        .rows()
        .stream()
        .map(row -> run(row, 0))
        .toList();
  }

  private static Mention run(Row row, int from) {
    return Mention.ofRun(
        row.id(from), row.text(from + 1), row.timeOrNull(from + 2), row.text(from + 3));
  }
}
