package dev.rigel.server.savedsearch;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.query.Page;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Condition;
import dev.rigel.server.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Saved searches in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
public class SavedSearchRepository {
  private static final String INSERT =
      """
      insert into saved_search (id, created, updated, name, filters) values (?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  @Inject EntityManager entities;
  @Inject Rows rows;

  /** Inserts a search unless its name is taken; tells whether it did. */
  boolean insert(SavedSearchCreate search, OffsetDateTime now) {
    return rows.change(
            INSERT, UUID.randomUUID(), now, now, search.name(), Columns.json(search.filters()))
        == 1;
  }

  Optional<SavedSearch> find(UUID id) {
    return Optional.ofNullable(entities.find(SavedSearch.class, id));
  }

  Optional<SavedSearch> findByName(String name) {
    return rows
        .list(SavedSearch.class, "select * from saved_search where name = ?", List.of(name))
        .stream()
        .findFirst();
  }

  List<SavedSearch> list(Page page) {
    return rows.page(SavedSearch.class, "saved_search s", Condition.TRUE, "s.name, s.id", page);
  }

  boolean delete(UUID id) {
    return rows.change("delete from saved_search where id = ?", id) == 1;
  }
}
