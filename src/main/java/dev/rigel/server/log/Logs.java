package dev.rigel.server.log;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.server.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door to logs. A batch is stored whole or not at all. */
@ApplicationScoped
@Transactional
public class Logs {
  @Inject LogRepository logs;
  @Inject Clock clock;

  public void store(List<LogCreate> batch) {
    var now = Times.now(clock);
    batch.forEach(log -> logs.add(new Log(log, now)));
  }

  List<LogResponse> list(LogQuery query) {
    return logs.list(query).stream().map(Log::response).toList();
  }

  /** Those that follow a record by time, or the first ones. */
  List<LogResponse> next(LogFilter filter, @Nullable LogResponse last, int limit) {
    return logs.next(filter, last, limit).stream().map(Log::response).toList();
  }
}
