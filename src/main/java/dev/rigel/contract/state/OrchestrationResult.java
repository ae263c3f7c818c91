package dev.rigel.contract.state;

import dev.rigel.contract.json.Required;
import org.jspecify.annotations.Nullable;

/** Answer of {@code set_state}. The state is null for WAIT and ABORT. */
public record OrchestrationResult(
    @Nullable StateResponse state,
    @Required SetStateStatus status,
    @Required ResponseDetails details) {

  /** Nothing was stored, and the same proposal is not to be made again. */
  public static OrchestrationResult abort(@Nullable String reason) {
    return new OrchestrationResult(null, SetStateStatus.ABORT, new ResponseDetails.Abort(reason));
  }

  /** The reason in the server's words; in ours, where it gave none. */
  public String reason() {
    var reason = details == null ? null : details.reason();
    return reason == null ? "the server answered " + status : reason;
  }
}
