package dev.rigel.server.flow;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowSort;
import dev.rigel.contract.query.Selection;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Rows;
import dev.rigel.server.query.Filters;
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
public class FlowRepository {
  private static final String INSERT =
      "insert into flow (id, created, updated, name, tags) values (?, ?, ?, ?, ?) on conflict do nothing";

  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;

  /** Inserts a flow unless its name is taken; tells whether it did. */
  boolean insert(FlowCreate flow, OffsetDateTime now) {
    return rows.change(
            INSERT, UUID.randomUUID(), now, now, flow.name(), Columns.Texts.text(flow.tags()))
        == 1;
  }

  Optional<Flow> find(UUID id) {
    return Optional.ofNullable(entities.find(Flow.class, id));
  }

  Optional<Flow> findByName(String name) {
    return rows.list(Flow.class, "select * from flow where name = ?", List.of(name)).stream()
        .findFirst();
  }

  List<Flow> list(FlowQuery query) {
    return rows.page(
        Flow.class, "flow f", filters.flows(query.selection()), order(query.sort()), query.page());
  }

  int count(Selection selection) {
    return rows.count("flow f", filters.flows(selection));
  }

  boolean delete(UUID id) {
    rows.takeTheirTime();
    return rows.change("delete from flow where id = ?", id) == 1;
  }

  private static String order(FlowSort sort) {
    return switch (sort) {
      case NAME_ASC -> "f.name";
      case NAME_DESC -> "f.name desc";
      case CREATED_DESC -> "f.created desc";
      case UPDATED_DESC -> "f.updated desc";
    };
  }
}
