package dev.rigel.server.attention;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.flowrun.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be in trouble, as other features have stored it; it only reads. Each statement finds the
 * worst of one sort, with what the rule of that sort asks for, so that none grows with the number
 * of runs.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class TroubleRepository {
  /** Of one sort; of more nobody reads. */
  static final int MOST = 20;

  /** Runs of an agent that are mentioned. */
  private static final int MENTIONED = 5;

  /** Deployments, and runs that are RUNNING, that are looked at; bounds each statement. */
  private static final int LOOKED_AT = 10_000;

  private static final OffsetDateTime BEGINNING = OffsetDateTime.parse("1970-01-01T00:00:00Z");
  private static final Columns.Texts TEXTS = new Columns.Texts();

  /**
   * Three looks into an index a deployment, and a further one for those whose last run was bad. The
   * innermost limit keeps PostgreSQL from doing each look again wherever its result is used.
   */
  private static final String FAILING =
      """
      select w.id, w.name, f.id as flow_id, f.name as flow_name, w.failures, w.last_bad, w.last_good,
             r.id as run_id, r.name as run_name, r.state_name, s.message
        from (select b.id, b.flow_id, b.name, b.last_bad, b.last_good,
                     (select count(*)
                        from flow_run r
                       where r.deployment_id = b.id
                         and r.state_type in ('FAILED', 'CRASHED')
                         and r.state_timestamp > coalesce(b.last_good, :beginning)) as failures
                from (select e.id, e.flow_id, e.name, e.last_good,
                             greatest(coalesce(e.failed, e.crashed), coalesce(e.crashed, e.failed)) as last_bad
                        from (select d.id, d.flow_id, d.name,
                                     (select max(r.state_timestamp)
                                        from flow_run r
                                       where r.deployment_id = d.id
                                         and r.state_type = 'FAILED') as failed,
                                     (select max(r.state_timestamp)
                                        from flow_run r
                                       where r.deployment_id = d.id
                                         and r.state_type = 'CRASHED') as crashed,
                                     (select max(r.state_timestamp)
                                        from flow_run r
                                       where r.deployment_id = d.id
                                         and r.state_type = 'COMPLETED') as last_good
                                from deployment d
                               order by d.id
                               limit :looked_at) e
                       where e.failed >= :since
                          or e.crashed >= :since) b
               where b.last_good is null
                  or b.last_good < b.last_bad
               order by failures desc, b.last_bad, b.id
               limit :most) w
        join flow f on f.id = w.flow_id
        join flow_run r on r.deployment_id = w.id
                       and r.state_type in ('FAILED', 'CRASHED')
                       and r.state_timestamp = w.last_bad
        left join flow_run_state s on s.id = r.state_id
       order by w.failures desc, w.last_bad, w.id, r.id
      """;

  /**
   * With the durations by which is judged, a row each: of the last 20 runs of the deployment that
   * completed. The second longest of 20 is their 95th percentile; where there are fewer, the rule
   * takes the longest.
   */
  private static final String OVERLONG =
      """
      select o.id, o.name, o.state_timestamp, o.state_name, o.total_run_time_micros, d.id as deployment_id,
             d.name as deployment_name, l.total_run_time_micros as usual
        from (select t.*
                from (select r.id, r.name, r.state_timestamp, r.state_name, r.total_run_time_micros, r.deployment_id,
                             coalesce((select l.state_timestamp
                                         from flow_run l
                                        where l.deployment_id = r.deployment_id
                                          and l.state_type = 'COMPLETED'
                                        order by l.state_timestamp desc
                                        limit 1
                                       offset :sample_before_last), :beginning) as sampled_from
                        from flow_run r
                       where r.state_type = 'RUNNING'
                         and r.state_name <> 'Cancelling'
                         and r.deployment_id is not null
                         and r.state_timestamp - interval '1' second * (r.total_run_time_micros / 1000000) < :before
                         and :concerns
                       order by r.state_timestamp, r.id
                       limit :looked_at) t
               where t.state_timestamp - interval '1' second * (t.total_run_time_micros / 1000000)
                     + interval '1' second * (:times * (select l.total_run_time_micros
                                                          from flow_run l
                                                         where l.deployment_id = t.deployment_id
                                                           and l.state_type = 'COMPLETED'
                                                           and l.state_timestamp >= t.sampled_from
                                                         order by l.total_run_time_micros desc
                                                         limit 1
                                                        offset 1) / 1000000) < :now
               order by t.state_timestamp, t.id
               limit :most) o
        join deployment d on d.id = o.deployment_id
        join flow_run l on l.deployment_id = o.deployment_id
                       and l.state_type = 'COMPLETED'
                       and l.state_timestamp >= o.sampled_from
       order by o.state_timestamp, o.id
      """;

  /** One that was taken ahead of its time is PENDING with that. */
  private static final String PENDING =
      """
      select r.id, r.name, r.state_timestamp, r.state_name,
             greatest(r.state_timestamp, coalesce(r.next_scheduled_start_time, r.state_timestamp)) as since,
             a.id as agent_id, a.name as agent_name, c.created
        from flow_run r
        left join claim c on c.id = r.claim_id
        left join agent a on a.id = c.agent_id
       where r.state_type = 'PENDING'
         and r.state_timestamp < :before
         and coalesce(r.next_scheduled_start_time, r.state_timestamp) < :before
         and :concerns
       order by r.state_timestamp, r.id
       limit :most
      """;

  private static final String LOST =
      """
      select a.id, a.name, a.last_activity_time, a.lost_runs,
             exists (select 1
                       from agent b
                      where b.name = a.name
                        and b.state in ('ONLINE', 'DRAINING')) as is_replaced
        from agent a
       where a.state = 'LOST'
         and a.is_native
         and a.last_activity_time >= :since
       order by a.last_activity_time desc, a.id
       limit :most
      """;

  private static final String RUNS =
      "select r.id, r.name, r.state_timestamp, r.state_name from flow_run r where r.id in (:ids)";

  private static final String MISSES =
      """
      select d.id, d.name, m.dates, m.latest
        from (select r.deployment_id, count(*) as dates, max(r.expected_start_time) as latest
                from flow_run r
               where r.state_type = 'CANCELLED'
                 and r.state_name = 'Missed'
                 and r.expected_start_time >= :since
               group by r.deployment_id) m
        join deployment d on d.id = m.deployment_id
       order by m.dates desc, d.id
       limit :most
      """;

  private static final String UNSENT =
      """
      select p.id, t.name as block_type, b.id as block_id, b.name, f.given_up, f.first_given_up, f.last_given_up, f.refusal
        from flow_run_notification_failure f
        join flow_run_notification_policy p on p.id = f.flow_run_notification_policy_id
        join block_document b on b.id = p.block_document_id
        join block_type t on t.id = b.block_type_id
       where p.is_active
         and f.last_given_up >= :since
       order by f.last_given_up desc, p.id
       limit :most
      """;

  @Inject Sql sql;

  /** How the runs of deployments ended whose last one was bad, the longest series first. */
  List<Ends> failing(OffsetDateTime now) {
    var rows =
        sql.of(FAILING)
            .bind("beginning", BEGINNING)
            .bind("since", now.minus(FailingDeployment.REMEMBERED))
            .bind("looked_at", LOOKED_AT)
            .bind("most", MOST)
            .rows();
    // two may have ended at the same moment
    return List.copyOf(
        rows.stream()
            .map(TroubleRepository::ends)
            .collect(
                Collectors.toMap(
                    Ends::deployment, Function.identity(), (a, b) -> a, LinkedHashMap::new))
            .values());
  }

  private static Ends ends(Row row) {
    return new Ends(
        Mention.of(MentionType.deployment, row.id(0), row.text(1)),
        Mention.of(MentionType.flow, row.id(2), row.text(3)),
        row.number(4).intValue(),
        row.time(5),
        row.timeOrNull(6),
        Mention.ofRun(row.id(7), row.text(8), row.time(5), row.text(9)),
        row.text(10));
  }

  /** Runs that may take too long, those that came into their state first before others. */
  List<LongRun> overlong(Condition concerns, OffsetDateTime now) {
    var byRun =
        sql
            .of(OVERLONG)
            .bind("beginning", BEGINNING)
            .bind("sample_before_last", Durations.SAMPLE - 1)
            .bind("before", now.minus(OverlongRun.AT_LEAST))
            .bind("concerns", concerns)
            .bind("looked_at", LOOKED_AT)
            .bind("times", OverlongRun.TIMES)
            .bind("now", now)
            .bind("most", MOST)
            .rows()
            .stream()
            .collect(
                Collectors.groupingBy(row -> row.id(0), LinkedHashMap::new, Collectors.toList()));
    return byRun.values().stream().map(TroubleRepository::longRun).toList();
  }

  private static LongRun longRun(List<Row> rows) {
    var row = rows.get(0);
    return new LongRun(
        run(row),
        Mention.of(MentionType.deployment, row.id(5), row.text(6)),
        row.time(2),
        micros(row.number(4)),
        rows.stream().map(r -> micros(r.number(7))).toList());
  }

  private static Duration micros(Number number) {
    return Duration.of(number.longValue(), ChronoUnit.MICROS);
  }

  /** Runs that may be stuck, the longest first. */
  List<PendingRun> pending(Condition concerns, OffsetDateTime now) {
    return sql
        .of(PENDING)
        .bind("before", now.minus(StuckRun.AT_LEAST))
        .bind("concerns", concerns)
        .bind("most", MOST)
        .rows()
        .stream()
        .map(row -> new PendingRun(run(row), row.time(4), agent(row)))
        .toList();
  }

  private static Mention run(Row row) {
    return Mention.ofRun(row.id(0), row.text(1), row.timeOrNull(2), row.text(3));
  }

  private static Optional<Mention> agent(Row row) {
    return Optional.ofNullable(row.idOrNull(5))
        .map(id -> Mention.since(MentionType.agent, id, row.text(6), row.time(7)));
  }

  /** Agents that are lost, the last first. */
  List<SilentAgent> lost(OffsetDateTime now) {
    var rows =
        sql.of(LOST).bind("since", now.minus(LostAgent.REMEMBERED)).bind("most", MOST).rows();
    var some = new ArrayList<UUID>();
    rows.forEach(row -> ids(row.text(3)).stream().limit(MENTIONED).forEach(some::add));
    var runs = some.isEmpty() ? Map.<UUID, Mention>of() : runs(some);
    return rows.stream().map(row -> silent(row, ids(row.text(3)), runs)).toList();
  }

  /** One that was deleted since is not mentioned. */
  private static SilentAgent silent(Row row, List<UUID> had, Map<UUID, Mention> runs) {
    return new SilentAgent(
        row.id(0),
        row.text(1),
        row.time(2),
        row.is(4),
        had.size(),
        had.stream().limit(MENTIONED).map(runs::get).filter(Objects::nonNull).toList());
  }

  private static List<UUID> ids(@Nullable String column) {
    var texts = TEXTS.convertToEntityAttribute(column);
    return texts == null ? List.of() : texts.stream().map(UUID::fromString).toList();
  }

  private Map<UUID, Mention> runs(Collection<UUID> ids) {
    return sql.of(RUNS).bind("ids", ids).rows().stream()
        .collect(Collectors.toMap(row -> row.id(0), TroubleRepository::run));
  }

  /** Dates that were missed, by deployment, the most first. */
  List<Misses> misses(OffsetDateTime now) {
    return sql
        .of(MISSES)
        .bind("since", now.minus(MissedDates.REMEMBERED))
        .bind("most", MOST)
        .rows()
        .stream()
        .map(
            row ->
                new Misses(
                    Mention.of(MentionType.deployment, row.id(0), row.text(1)),
                    row.number(2).intValue(),
                    row.time(3)))
        .toList();
  }

  /** Messages that were given up, by active policy, the last first. */
  List<UnsentMessages> unsent(OffsetDateTime now) {
    return sql
        .of(UNSENT)
        .bind("since", now.minus(GivenUpNotifications.REMEMBERED))
        .bind("most", MOST)
        .rows()
        .stream()
        .map(
            row ->
                new UnsentMessages(
                    Mention.of(MentionType.notification_policy, row.id(0), row.text(1)),
                    Mention.of(MentionType.block_document, row.id(2), row.text(3)),
                    row.number(4).intValue(),
                    row.time(5),
                    row.time(6),
                    row.text(7)))
        .toList();
  }
}
