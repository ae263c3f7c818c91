package dev.rigel.server.flow;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowSort;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Counts;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.ListOrder;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Flows in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class FlowRepository {
  private static final String INSERT =
      """
      insert into flow (id, created, updated, name, tags)
      values (:id, :now, :now, :name, :tags)
      on conflict do nothing
      """;

  private static final String BY_NAME = "select * from flow where name = :name";

  private static final String LIST =
      """
      select f.*
        from flow f
       where :fits
       order by :order
       limit :limit
      offset :offset
      """;

  private static final String LOCK = "update flow set created = created where id = :id";

  private static final String DELETE = "delete from flow where id = :id";

  private static final ListOrder BY_ID = new ListOrder("f.id");

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;
  @Inject Counts counts;

  /** Inserts a flow unless its name is taken; tells whether it did. */
  boolean insert(FlowCreate flow, OffsetDateTime now) {
    return sql.of(INSERT)
            .bind("id", UUID.randomUUID())
            .bind("now", now)
            .bind("name", flow.name())
            .bind("tags", Columns.Texts.text(flow.tags()))
            .change()
        == 1;
  }

  Optional<Flow> find(UUID id) {
    return Optional.ofNullable(entities.find(Flow.class, id));
  }

  Optional<Flow> findByName(String name) {
    return sql.of(BY_NAME).bind("name", name).first(Flow.class);
  }

  List<Flow> list(FlowQuery query) {
    return sql.of(LIST)
        .bind("fits", filters.flows(query.selection()))
        .bind("order", order(query.sort()))
        .slice(paging.of(query.page()))
        .list(Flow.class);
  }

  int count(CountQuery query) {
    return counts.of(Piece.of("flow f"), filters.flows(query.selection()), query.atMost());
  }

  /**
   * Locks its row; false if there is none. An update that changes nothing, since {@code for update}
   * would keep those waiting on PostgreSQL who plant runs of the flow, with the row of a deployment
   * locked that the caller wants next.
   */
  boolean lock(UUID id) {
    return sql.of(LOCK).bind("id", id).change() == 1;
  }

  boolean delete(UUID id) {
    sql.takeTheirTime();
    return sql.of(DELETE).bind("id", id).change() == 1;
  }

  private static Piece order(FlowSort sort) {
    return switch (sort) {
      case NAME_ASC -> BY_ID.ascending("f.name");
      case NAME_DESC -> BY_ID.descending("f.name");
      case CREATED_DESC -> BY_ID.descending("f.created");
      case UPDATED_DESC -> BY_ID.descending("f.updated");
    };
  }
}
