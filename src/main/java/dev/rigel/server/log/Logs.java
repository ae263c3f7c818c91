package dev.rigel.server.log;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.server.database.Rows;
import dev.rigel.server.database.Times;
import dev.rigel.server.query.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** The door to logs. A batch is stored whole or not at all. */
@ApplicationScoped
@Transactional
public class Logs {
  @Inject EntityManager entities;
  @Inject Rows rows;
  @Inject Filters filters;
  @Inject Clock clock;

  /** Stores a batch. */
  public void store(List<LogCreate> batch) {
    var now = Times.now(clock);
    batch.forEach(log -> entities.persist(new Log(log, now)));
  }

  List<LogResponse> list(LogQuery query) {
    return rows
        .page(Log.class, "log l", filters.logs(query.logs()), order(query.sort()), query.page())
        .stream()
        .map(Log::response)
        .toList();
  }

  private static String order(LogSort sort) {
    return switch (sort) {
      case TIMESTAMP_ASC -> "l.timestamp";
      case TIMESTAMP_DESC -> "l.timestamp desc";
      case LEVEL_ASC -> "l.level";
      case LEVEL_DESC -> "l.level desc";
      case FLOW_RUN_ID_ASC -> "l.flow_run_id";
      case FLOW_RUN_ID_DESC -> "l.flow_run_id desc";
      case TASK_RUN_ID_ASC -> "l.task_run_id";
      case TASK_RUN_ID_DESC -> "l.task_run_id desc";
    };
  }
}
