package dev.rigel.server.deployment;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.deployment.DeploymentQuery;
import dev.rigel.contract.deployment.DeploymentSort;
import dev.rigel.contract.query.Selection;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deployments in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class DeploymentRepository {
  private static final String BY_NAMES =
      "select d.* from deployment d join flow f on f.id = d.flow_id where f.name = ? and d.name = ?";

  private static final String LOCK_GOING_BY =
      """
      select cast(id as varchar), 1
        from deployment
       where id in (select deployment_id from deployment_calendar where calendar_id = ?)
       order by id
         for update
      """;

  private static final String NAMES_GOING_BY =
      """
      select f.name, d.name
        from deployment_calendar c
        join deployment d on d.id = c.deployment_id
        join flow f on f.id = d.flow_id
       where c.calendar_id = ?
       order by f.name, d.name
      """;

  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;

  void add(Deployment deployment) {
    entities.persist(deployment);
    entities.flush();
  }

  Optional<Deployment> find(UUID id) {
    return Optional.ofNullable(entities.find(Deployment.class, id));
  }

  /**
   * The deployment, its row locked: nobody else changes it or plants its runs until the transaction
   * ends.
   */
  public Optional<Deployment> lock(UUID id) {
    return Optional.ofNullable(entities.find(Deployment.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  Optional<Deployment> findByNames(String flowName, String name) {
    return rows.list(Deployment.class, BY_NAMES, List.of(flowName, name)).stream().findFirst();
  }

  Optional<Deployment> lockByName(UUID flowId, String name) {
    return rows
        .list(
            Deployment.class,
            "select * from deployment where flow_id = ? and name = ? for update",
            List.of(flowId, name))
        .stream()
        .findFirst();
  }

  /**
   * Keeps two makers of the same deployment apart. False if there is no such flow. An update that
   * changes nothing, since {@code for update} would keep those waiting on PostgreSQL who plant runs
   * of the flow, with the row locked that the maker wants next.
   */
  boolean lockFlow(UUID flowId) {
    return rows.change("update flow set created = created where id = ?", flowId) == 1;
  }

  boolean blockDocumentExists(UUID id) {
    return rows.count("block_document bd", Condition.of("bd.id = ?", id)) == 1;
  }

  List<Deployment> list(DeploymentQuery query) {
    return rows.page(
        Deployment.class,
        "deployment d",
        filters.deployments(query.selection()),
        order(query.sort()),
        query.page());
  }

  int count(Selection selection) {
    return rows.count("deployment d", filters.deployments(selection));
  }

  /** Remembers the calendars that the policy of a deployment names, which are locked. */
  void setCalendars(UUID id, List<String> names) {
    rows.change("delete from deployment_calendar where deployment_id = ?", id);
    names.forEach(
        name ->
            rows.change(
                "insert into deployment_calendar (deployment_id, calendar_id) select cast(? as uuid), id from calendar where name = ?",
                id,
                name));
  }

  /** The ids of the deployments whose policies name a calendar, ascending, their rows locked. */
  List<UUID> lockGoingBy(UUID calendarId) {
    return rows.scalars(LOCK_GOING_BY, List.of(calendarId)).stream()
        .map(row -> UUID.fromString((String) row[0]))
        .toList();
  }

  /**
   * Forgets one that was read and is not changed: JPA providers look at all that they have read
   * before each statement.
   */
  void forget(Deployment deployment) {
    entities.detach(deployment);
  }

  /** The names, {@code FLOW/DEPLOYMENT}, of the deployments whose policies name a calendar. */
  List<String> goingBy(UUID calendarId) {
    return rows.scalars(NAMES_GOING_BY, List.of(calendarId)).stream()
        .map(row -> row[0] + "/" + row[1])
        .toList();
  }

  /** All runs that nobody has taken. */
  void deleteScheduledRuns(UUID id) {
    rows.change("delete from flow_run where deployment_id = ? and state_type = 'SCHEDULED'", id);
  }

  void delete(UUID id) {
    rows.takeTheirTime();
    rows.change("delete from deployment where id = ?", id);
  }

  private static String order(DeploymentSort sort) {
    return switch (sort) {
      case NAME_ASC -> "d.name";
      case NAME_DESC -> "d.name desc";
      case CREATED_DESC -> "d.created desc";
      case UPDATED_DESC -> "d.updated desc";
    };
  }
}
