package dev.rigel.server.log;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.server.database.Condition;
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
import org.jspecify.annotations.Nullable;

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

  /** Its order is that of the index; rows that are alike in it have their ids. */
  private static final String NEXT_PAGE =
      """
      select l.*
        from log l
       where :fits
         and :after
       order by l.timestamp, l.id
       limit :limit
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

  /** Those that follow a record by time, or the first ones. */
  List<Log> next(LogFilter filter, @Nullable LogResponse last, int limit) {
    return sql.of(NEXT_PAGE)
        .bind("fits", filters.logs(filter))
        .bind("after", last == null ? Condition.TRUE : after(last))
        .bind("limit", limit)
        .list(Log.class);
  }

  /** The first half finds the place in the index, on H2 too. */
  private static Condition after(LogResponse last) {
    var time = last.timestamp();
    return Condition.of(
        "l.timestamp >= ? and (l.timestamp > ? or l.id > ?)", time, time, last.id());
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
