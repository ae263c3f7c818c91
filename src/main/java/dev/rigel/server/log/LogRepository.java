package dev.rigel.server.log;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogSort;
import dev.rigel.server.database.Piece;
import dev.rigel.server.database.Sql;
import dev.rigel.server.query.Filters;
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
      case TIMESTAMP_ASC -> Piece.of("l.timestamp");
      case TIMESTAMP_DESC -> Piece.of("l.timestamp desc");
      case LEVEL_ASC -> Piece.of("l.level");
      case LEVEL_DESC -> Piece.of("l.level desc");
      case FLOW_RUN_ID_ASC -> Piece.of("l.flow_run_id");
      case FLOW_RUN_ID_DESC -> Piece.of("l.flow_run_id desc");
      case TASK_RUN_ID_ASC -> Piece.of("l.task_run_id");
      case TASK_RUN_ID_DESC -> Piece.of("l.task_run_id desc");
    };
  }
}
