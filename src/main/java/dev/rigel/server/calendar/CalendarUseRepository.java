package dev.rigel.server.calendar;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.server.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Which deployments use which calendars. */
@ApplicationScoped
@Transactional(MANDATORY)
class CalendarUseRepository {
  private static final String DELETE =
      "delete from deployment_calendar where deployment_id = :deployment";

  private static final String INSERT =
      """
      insert into deployment_calendar (deployment_id, calendar_id)
      select d.id, c.id
        from deployment d
        join calendar c on c.name in (:names)
       where d.id = :deployment
      """;

  private static final String LOCK_USERS =
      """
      select id
        from deployment
       where id in (select deployment_id from deployment_calendar where calendar_id = :calendar)
       order by id
         for update
      """;

  private static final String NAMES_OF_USERS =
      """
      select f.name, d.name
        from deployment_calendar c
        join deployment d on d.id = c.deployment_id
        join flow f on f.id = d.flow_id
       where c.calendar_id = :calendar
       order by f.name, d.name
      """;

  @Inject Sql sql;

  /** Makes these the calendars that a deployment uses. */
  void set(UUID deploymentId, List<String> names) {
    sql.of(DELETE).bind("deployment", deploymentId).change();
    if (!names.isEmpty()) {
      sql.of(INSERT).bind("deployment", deploymentId).bind("names", names).change();
    }
  }

  /** The ids of the deployments that use a calendar, ascending, their rows locked. */
  List<UUID> lockUsers(UUID calendarId) {
    return sql.of(LOCK_USERS).bind("calendar", calendarId).ids();
  }

  /** The names, {@code FLOW/DEPLOYMENT}, of the deployments that use a calendar. */
  List<String> namesOfUsers(UUID calendarId) {
    return sql.of(NAMES_OF_USERS).bind("calendar", calendarId).rows().stream()
        .map(row -> row.text(0) + "/" + row.text(1))
        .toList();
  }
}
