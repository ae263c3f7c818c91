package dev.rigel.server.deployment;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.deployment.LatestRun;
import dev.rigel.contract.deployment.LatestRunBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Row;
import dev.rigel.server.database.Sql;
import dev.rigel.server.flowrun.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Runs of many deployments, so many of each. H2 has no lateral join, so a look into the index tells
 * from when on they are wanted, and a join reads them; several may have that time.
 */
@ApplicationScoped
@Transactional(MANDATORY)
class LatestRepository {
  private static final OffsetDateTime BEGINNING = OffsetDateTime.parse("0001-01-01T00:00:00Z");

  private static final String RUNS =
      """
      select p.id as parent, r.id, r.name, r.state_type, r.state_name, r.start_time, r.end_time, r.total_run_time_micros
        from (select d.id,
                     coalesce((select l.expected_start_time
                                 from flow_run l
                                where l.deployment_id = d.id
                                  and l.expected_start_time <= :now
                                  and l.state_type <> 'SCHEDULED'
                                order by l.expected_start_time desc
                                limit 1
                               offset :others), :beginning) as since
                from deployment d
               where d.id in (:ids)) p
        join flow_run r on r.deployment_id = p.id
                       and r.expected_start_time >= p.since
                       and r.expected_start_time <= :now
                       and r.state_type <> 'SCHEDULED'
       order by r.expected_start_time, r.id
      """;

  private static final String DURATIONS =
      """
      select p.id as parent, r.total_run_time_micros
        from (select d.id,
                     coalesce((select l.state_timestamp
                                 from flow_run l
                                where l.deployment_id = d.id
                                  and l.state_type = 'COMPLETED'
                                order by l.state_timestamp desc
                                limit 1
                               offset :others), :beginning) as since
                from deployment d
               where d.id in (:ids)) p
        join flow_run r on r.deployment_id = p.id
                       and r.state_timestamp >= p.since
                       and r.state_type = 'COMPLETED'
       order by r.state_timestamp, r.id
      """;

  private static final String NEXT =
      """
      select d.id,
             (select min(l.next_scheduled_start_time)
                from flow_run l
               where l.deployment_id = d.id
                 and l.state_type = 'SCHEDULED'
                 and l.next_scheduled_start_time > :now) as next
        from deployment d
       where d.id in (:ids)
      """;

  @Inject Sql sql;

  /** The last so many, or some more that have the time of the first; the newest last. */
  Map<UUID, List<LatestRun>> runs(List<UUID> ids, int most, OffsetDateTime now) {
    return sql
        .of(RUNS)
        .bind("ids", ids)
        .bind("beginning", BEGINNING)
        .bind("now", now)
        .bind("others", most - 1)
        .rows()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.id(0), Collectors.mapping(LatestRepository::run, Collectors.toList())));
  }

  private static LatestRun run(Row row) {
    return LatestRunBuilder.builder()
        .id(row.id(1))
        .name(row.text(2))
        .stateType(StateType.valueOf(row.text(3)))
        .stateName(row.text(4))
        .startTime(row.timeOrNull(5))
        .endTime(row.timeOrNull(6))
        .totalRunTime(micros(row.number(7)))
        .build();
  }

  /** Of the last completed ones, as {@link #runs}. */
  Map<UUID, List<Duration>> durations(List<UUID> ids) {
    return sql
        .of(DURATIONS)
        .bind("ids", ids)
        .bind("beginning", BEGINNING)
        .bind("others", Durations.SAMPLE - 1)
        .rows()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.id(0),
                Collectors.mapping(row -> micros(row.number(1)), Collectors.toList())));
  }

  /** When the next that is planned is due, of each that there is. */
  Map<UUID, Optional<OffsetDateTime>> next(List<UUID> ids, OffsetDateTime now) {
    var next = new HashMap<UUID, Optional<OffsetDateTime>>();
    sql.of(NEXT)
        .bind("ids", ids)
        .bind("now", now)
        .rows()
        .forEach(row -> next.put(row.id(0), Optional.ofNullable(row.timeOrNull(1))));
    return next;
  }

  private static Duration micros(Number number) {
    return Duration.of(number.longValue(), ChronoUnit.MICROS);
  }
}
