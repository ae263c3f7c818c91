package dev.rigel.server.attention;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Sql;
import dev.rigel.server.deployment.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Deployments whose schedules may have ended; it only reads. */
@ApplicationScoped
@Transactional(MANDATORY)
class ActiveScheduleRepository {
  /**
   * A look into an index a deployment. As {@code not exists} PostgreSQL compared each deployment
   * with each planted run: 350 ms for 1,000 and 10,000.
   */
  private static final String WITHOUT_PLANTED_RUNS =
      """
      select d.*
        from deployment d
       where d.is_schedule_active
         and d.schedule is not null
         and (select min(r.next_scheduled_start_time)
                from flow_run r
               where r.deployment_id = d.id
                 and r.state_type = 'SCHEDULED'
                 and r.auto_scheduled
                 and r.next_scheduled_start_time >= :now) is null
       order by d.id
       limit :most
      """;

  private static final String PLANTED =
      """
      select deployment_id, planted_runs
        from deployment_planting
       where deployment_id in (:ids)
         and planted_runs is not null
      """;

  @Inject Sql sql;

  /** Some whose schedule is on and has no run to come. */
  List<Deployment> withoutPlantedRuns(OffsetDateTime now, int most) {
    return sql.of(WITHOUT_PLANTED_RUNS).bind("now", now).bind("most", most).list(Deployment.class);
  }

  /** How many runs the schedules of some deployments have planted, where that is counted. */
  Map<UUID, Integer> planted(List<UUID> ids) {
    return sql.of(PLANTED).bind("ids", ids).rows().stream()
        .collect(Collectors.toMap(row -> row.id(0), row -> row.number(1).intValue()));
  }
}
