package dev.rigel.contract.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.StorableText;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state that is proposed.
 *
 * @param type required
 * @param name default: the type, capitalised
 * @param message free text of 10,000 characters; what is longer loses its middle
 * @param data any JSON: what the engine keeps of the result
 * @param stateDetails default empty
 * @param timestamp accepted and ignored: the server's clock decides
 * @param id accepted and ignored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record StateCreate(
    @Required StateType type,
    @Longest @Nullable String name,
    @Nullable String message,
    @Nullable JsonNode data,
    @Default("{}") StateDetails stateDetails,
    @Nullable OffsetDateTime timestamp,
    @Nullable UUID id) {

  /**
   * Makes the message storable and short, here because all states come through here: it is often a
   * text that a user's program wrote, and it goes out again with every list of runs. A client that
   * sends a longer one is not refused, as the reference would store it; the run's logs have the
   * whole.
   */
  public StateCreate {
    message = message == null ? null : StorableText.message(message);
  }

  /** A state with the usual name of its type. */
  public static StateCreate of(StateType type, @Nullable String message) {
    return named(type, null, message);
  }

  /** A state with a name of its own. */
  public static StateCreate named(StateType type, @Nullable String name, @Nullable String message) {
    return StateCreateBuilder.builder()
        .type(type)
        .name(name)
        .message(message)
        .stateDetails(StateDetails.NONE)
        .build();
  }

  /** A SCHEDULED state with a name of its own that is due at a time. */
  public static StateCreate scheduledAs(String name, @Nullable OffsetDateTime time) {
    return StateCreateBuilder.builder(scheduled(time, null)).name(name).build();
  }

  /** The state of a run that has ended and is sent back by hand, due at a time. */
  public static StateCreate retried(OffsetDateTime time, String message) {
    return StateCreateBuilder.builder(scheduled(time, message))
        .name(StateNames.AWAITING_RETRY)
        .build();
  }

  /** A SCHEDULED state that is due at a time. */
  public static StateCreate scheduled(@Nullable OffsetDateTime time, @Nullable String message) {
    return StateCreateBuilder.builder()
        .type(StateType.SCHEDULED)
        .message(message)
        .stateDetails(StateDetails.scheduledFor(time))
        .build();
  }
}
