package dev.rigel.contract.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored state. The timestamp is the server's. */
@WithBuilder
public record StateResponse(
    @Required UUID id,
    @Required StateType type,
    @Required String name,
    @Required OffsetDateTime timestamp,
    @Nullable String message,
    @Nullable JsonNode data,
    @Required StateDetails stateDetails) {

  /** Whether it says of a run under way that its end was asked for. */
  public boolean asksForTheEnd() {
    return type == StateType.RUNNING && StateNames.CANCELLING.equals(name);
  }
}
