package dev.rigel.agent;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.openapitools.jackson.nullable.JsonNullable;

/** Tells where runs execute. */
record Pids(ApiClient api) {
  private static final Logger LOG = System.getLogger("rigel.agent");

  /** Tried once: a server that does not care for it does no harm. */
  void report(UUID id, String pid) {
    var update = FlowRunUpdateBuilder.builder().infrastructurePid(JsonNullable.of(pid)).build();
    try {
      api.flowRuns().update(id, update);
    } catch (ApiException e) {
      LOG.log(Level.DEBUG, "pid of flow run ''{0}'' not stored: {1}", id, e.getMessage());
    }
  }
}
