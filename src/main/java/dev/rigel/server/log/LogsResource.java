package dev.rigel.server.log;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogsApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;

/** Logs over HTTP. */
@Path(LogsApi.PATH)
@ApplicationScoped
public class LogsResource implements LogsApi {
  @Inject Logs logs;

  @Override
  public void create(List<LogCreate> batch) {
    logs.store(batch);
  }

  @Override
  public List<LogResponse> filter(LogQuery query) {
    return logs.list(query);
  }
}
