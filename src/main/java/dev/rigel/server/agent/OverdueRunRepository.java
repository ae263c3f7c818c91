package dev.rigel.server.agent;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;

/** Runs that are in their state for longer than their queue allows, in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class OverdueRunRepository {
  /**
   * By indexes from the few queues with a limit, or the few runs that have begun, to the others:
   * 0.3 ms beside a million that have ended. A union of both limits that gives the state to look
   * for took 12 s there on PostgreSQL 15, which then read all runs by their id. One that was taken
   * ahead of its time is PENDING with that. One that is Cancelling has a time limit of its own.
   */
  private static final String OVERDUE =
      """
      select o.id, o.state_id, o.name, o.seconds
        from (select r.id, r.state_id, r.state_timestamp, q.name,
                     greatest(r.state_timestamp, coalesce(r.next_scheduled_start_time, r.state_timestamp)) as since,
                     case r.state_type when 'PENDING' then q.pending_timeout_seconds else q.running_timeout_seconds end as seconds
                from work_queue q
                join flow_run r on r.work_queue_name = q.name
               where q.filter is null
                 and (q.pending_timeout_seconds is not null or q.running_timeout_seconds is not null)
                 and r.state_type in ('PENDING', 'RUNNING')
                 and r.state_name <> 'Cancelling') o
       where o.since + interval '1' second * o.seconds < :now
       order by o.state_timestamp, o.id
       limit :most
      """;

  @Inject Sql sql;

  /** Up to some of them, those that are in their state for longest first; nothing is locked. */
  List<OverdueRun> find(OffsetDateTime now, int most) {
    return sql.of(OVERDUE).bind("now", now).bind("most", most).rows().stream()
        .map(row -> new OverdueRun(row.id(0), row.id(1), row.text(2), row.number(3).intValue()))
        .toList();
  }
}
