package dev.rigel.server.calendar;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponseBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.query.Page;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Business calendars in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class CalendarRepository {
  /** Without the days and texts, which may be a megabyte each. */
  private static final String SUMMARIES =
      """
      select c.id, c.created, c.updated, c.name, c.description, c.timezone, c.listed
        from Calendar c
       order by c.name
      """;

  private static final String INSERT =
      """
      insert into calendar (id, created, updated, name, description, timezone, listed, days, icalendar, revision)
      values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as text), ?)
      on conflict do nothing
      """;

  private static final String NAMED =
      "select name, cast(revision as varchar) from calendar where WANTED order by name";

  private static final String LOCK_NAMED = NAMED + " for update";

  @Inject EntityManager entities;
  @Inject Rows rows;

  /** Inserts a calendar unless its name is taken; tells whether it did. */
  boolean insert(Calendar calendar) {
    var view = calendar.response();
    return rows.change(
            INSERT,
            view.id(),
            view.created(),
            view.updated(),
            view.name(),
            view.description(),
            view.timezone(),
            view.listed().name(),
            Columns.json(view.days()),
            view.icalendar(),
            calendar.revision())
        == 1;
  }

  Optional<Calendar> find(UUID id) {
    return Optional.ofNullable(entities.find(Calendar.class, id));
  }

  Optional<Calendar> findByName(String name) {
    return rows
        .list(Calendar.class, "select * from calendar where name = ?", List.of(name))
        .stream()
        .findFirst();
  }

  /** Its row locked: nobody else changes it, and nothing more begins to go by it. */
  Optional<Calendar> lock(UUID id) {
    return Optional.ofNullable(entities.find(Calendar.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** As {@link #revisions(Collection)}; locks their rows, in the order of their names. */
  Map<String, UUID> lockRevisions(Collection<String> names) {
    return revisions(LOCK_NAMED, names);
  }

  /** The revisions of those that there are, by name. */
  Map<String, UUID> revisions(Collection<String> names) {
    return revisions(NAMED, names);
  }

  private Map<String, UUID> revisions(String sql, Collection<String> names) {
    var wanted = Condition.in("name", List.copyOf(names));
    var found = new HashMap<String, UUID>();
    rows.scalars(sql.replace("WANTED", wanted.sql()), wanted.arguments())
        .forEach(row -> found.put((String) row[0], UUID.fromString((String) row[1])));
    return found;
  }

  List<CalendarSummaryResponse> list(Page page) {
    return entities
        .createQuery(SUMMARIES, Object[].class)
        .setFirstResult(Rows.offset(page.offset()))
        .setMaxResults(rows.limit(page.limit()))
        .getResultList()
        .stream()
        .map(CalendarRepository::summary)
        .toList();
  }

  private static CalendarSummaryResponse summary(Object[] row) {
    return CalendarSummaryResponseBuilder.builder()
        .id((UUID) row[0])
        .created(Times.utc((OffsetDateTime) row[1]))
        .updated(Times.utc((OffsetDateTime) row[2]))
        .name((String) row[3])
        .description((String) row[4])
        .timezone((String) row[5])
        .listed((ListedDays) row[6])
        .build();
  }

  /** Writes changes, so that statements of our own see them. */
  void flush() {
    entities.flush();
  }

  boolean delete(UUID id) {
    return rows.change("delete from calendar where id = ?", id) == 1;
  }
}
