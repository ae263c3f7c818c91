package dev.rigel.server.savedsearch;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.query.Page;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Paging;
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
class SavedSearchRepository {
  private static final String INSERT =
      """
      insert into saved_search (id, created, updated, name, filters)
      values (:id, :now, :now, :name, :filters)
      on conflict do nothing
      """;

  private static final String BY_NAME = "select * from saved_search where name = :name";

  private static final String LIST =
      """
      select *
        from saved_search
       order by name, id
       limit :limit
      offset :offset
      """;

  private static final String DELETE = "delete from saved_search where id = :id";

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Paging paging;

  /** Inserts a search unless its name is taken; tells whether it did. */
  boolean insert(SavedSearchCreate search, OffsetDateTime now) {
    return sql.of(INSERT)
            .bind("id", UUID.randomUUID())
            .bind("now", now)
            .bind("name", search.name())
            .bind("filters", Columns.json(search.filters()))
            .change()
        == 1;
  }

  Optional<SavedSearch> find(UUID id) {
    return Optional.ofNullable(entities.find(SavedSearch.class, id));
  }

  Optional<SavedSearch> findByName(String name) {
    return sql.of(BY_NAME).bind("name", name).first(SavedSearch.class);
  }

  List<SavedSearch> list(Page page) {
    return sql.of(LIST).slice(paging.of(page)).list(SavedSearch.class);
  }

  boolean delete(UUID id) {
    return sql.of(DELETE).bind("id", id).change() == 1;
  }
}
