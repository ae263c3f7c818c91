package dev.rigel.server.log;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogSort;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Filters;
import dev.rigel.server.query.ListOrder;
import dev.rigel.server.query.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/** Logs in the database. */
@ApplicationScoped
@Transactional(MANDATORY)
class LogRepository {
  private static final String LIST =
      """
      select l.*
        from log l
       where :fits
       order by :order
       limit :limit
      offset :offset
      """;

  private static final ListOrder BY_ID = new ListOrder("l.id");

  @Inject EntityManager entities;
  @Inject Sql sql;
  @Inject Filters filters;
  @Inject Paging paging;

  void add(Log log) {
    entities.persist(log);
  }

  List<Log> list(LogQuery query) {
    return sql.of(LIST)
        .bind("fits", filters.logs(query.logs()))
        .bind("order", order(query.sort()))
        .slice(paging.of(query.page()))
        .list(Log.class);
  }

  private static Piece order(LogSort sort) {
    return switch (sort) {
      case TIMESTAMP_ASC -> BY_ID.ascending("l.timestamp");
      case TIMESTAMP_DESC -> BY_ID.descending("l.timestamp");
      case LEVEL_ASC -> BY_ID.ascending("l.level", "l.timestamp");
      case LEVEL_DESC -> BY_ID.descending("l.level", "l.timestamp");
      case FLOW_RUN_ID_ASC -> BY_ID.ascending("l.flow_run_id", "l.timestamp");
      case FLOW_RUN_ID_DESC -> BY_ID.descending("l.flow_run_id", "l.timestamp");
      case TASK_RUN_ID_ASC -> BY_ID.ascending("l.task_run_id", "l.timestamp");
      case TASK_RUN_ID_DESC -> BY_ID.descending("l.task_run_id", "l.timestamp");
    };
  }
}
