package dev.rigel.server.calendar;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Sql;
import dev.rigel.server.database.Statement;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Business calendars in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class CalendarRepository {
  private static final String INSERT =
      """
      insert into calendar (id, created, updated, name, description, timezone, listed, days, icalendar, revision)
      values (:id, :created, :updated, :name, :description, :timezone, :listed, :days, :icalendar, :revision)
      on conflict do nothing
      """;

  private static final String BY_NAME = "select * from calendar where name = :name";

  private static final String REVISIONS =
      """
      select name, revision
        from calendar
       where name in (:names)
       order by name
      """;

  private static final String LOCK_REVISIONS =
      """
      select name, revision
        from calendar
       where name in (:names)
       order by name
         for update
      """;

  private static final String SUMMARIES =
      """
      select id, created, updated, name, description, timezone, listed
        from calendar
       order by name
       limit :limit
      offset :offset
      """;

  private static final String DELETE = "delete from calendar where id = :id";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Paging paging;

  /** Inserts a calendar unless its name is taken; tells whether it did. */
  boolean insert(Calendar calendar) {
    var view = calendar.response();
    return sql.of(INSERT)
            .bind("id", view.id())
            .bind("created", view.created())
            .bind("updated", view.updated())
            .bind("name", view.name())
            .bind("description", view.description())
            .bind("timezone", view.timezone())
            .bind("listed", view.listed().name())
            .bind("days", Columns.json(view.days()))
            .bind("icalendar", view.icalendar())
            .bind("revision", calendar.revision())
            .change()
        == 1;
  }

  Optional<Calendar> find(UUID id) {
    return Optional.ofNullable(entities.find(Calendar.class, id));
  }

  Optional<Calendar> findByName(String name) {
    return sql.of(BY_NAME).bind("name", name).first(Calendar.class);
  }

  /** Its row locked: nobody else changes it, and nothing more begins to use it. */
  Optional<Calendar> lock(UUID id) {
    return Optional.ofNullable(entities.find(Calendar.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** As {@link #revisions(Collection)}; locks their rows, in the order of their names. */
  Map<String, UUID> lockRevisions(Collection<String> names) {
    return revisions(sql.of(LOCK_REVISIONS), names);
  }

  /** The revisions of those that there are, by name. */
  Map<String, UUID> revisions(Collection<String> names) {
    return revisions(sql.of(REVISIONS), names);
  }

  private static Map<String, UUID> revisions(Statement statement, Collection<String> names) {
    return statement.bind("names", names).rows().stream()
        .collect(Collectors.toMap(row -> row.text(0), row -> row.id(1)));
  }

  List<CalendarSummary> list(Page page) {
    return sql.of(SUMMARIES).slice(paging.of(page)).list(CalendarSummary.class);
  }

  /** Writes changes, so that statements of our own see them. */
  void flush() {
    entities.flush();
  }

  boolean delete(UUID id) {
    return sql.of(DELETE).bind("id", id).change() == 1;
  }
}
