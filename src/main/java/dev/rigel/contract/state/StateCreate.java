package dev.rigel.contract.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A state that is proposed.
 *
 * @param type required
 * @param name default: the type, capitalised
 * @param message free text
 * @param data any JSON: what the engine keeps of the result
 * @param stateDetails default empty
 * @param timestamp accepted and ignored: the server's clock decides
 * @param id accepted and ignored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateCreate(
    @Required StateType type,
    @Longest String name,
    String message,
    JsonNode data,
    @Default("{}") StateDetails stateDetails,
    OffsetDateTime timestamp,
    UUID id) {

  /** A state with the usual name of its type. */
  public static StateCreate of(StateType type, String message) {
    return named(type, null, message);
  }

  /** A state with a name of its own. */
  public static StateCreate named(StateType type, String name, String message) {
    return new StateCreate(type, name, message, null, StateDetails.NONE, null, null);
  }

  /** A SCHEDULED state that is due at a time. */
  public static StateCreate scheduled(OffsetDateTime time, String message) {
    return new StateCreate(
        StateType.SCHEDULED, null, message, null, StateDetails.scheduledFor(time), null, null);
  }
}
