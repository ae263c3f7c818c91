package dev.rigel.server.attention;

import dev.rigel.contract.attention.AttentionApi;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.server.http.Tagged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What needs somebody, over HTTP. */
@Path(AttentionApi.PATH)
@Tagged
@ApplicationScoped
public class AttentionResource implements AttentionApi {
  @Inject Troubles troubles;

  @Override
  public List<Trouble> list(@Nullable UUID flowRunId) {
    return flowRunId == null ? troubles.list() : troubles.of(flowRunId);
  }
}
