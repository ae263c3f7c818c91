package dev.rigel.contract.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a proposal was answered as it was; told apart by {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(ResponseDetails.Accept.class),
  @JsonSubTypes.Type(ResponseDetails.Reject.class),
  @JsonSubTypes.Type(ResponseDetails.Abort.class),
  @JsonSubTypes.Type(ResponseDetails.Wait.class)
})
public sealed interface ResponseDetails {

  /** The reason in words, where there is one. */
  default @Nullable String reason() {
    return null;
  }

  /** Of ACCEPT. */
  @JsonTypeName("accept_details")
  record Accept() implements ResponseDetails {}

  /** Of REJECT. */
  @JsonTypeName("reject_details")
  record Reject(@Nullable String reason) implements ResponseDetails {}

  /** Of ABORT. */
  @JsonTypeName("abort_details")
  record Abort(@Nullable String reason) implements ResponseDetails {}

  /**
   * Of WAIT.
   *
   * @param delaySeconds whole seconds, at least 1
   * @param delayMilliseconds the same to the millisecond, rounded up; null from servers that tell
   *     no more than seconds
   */
  @JsonTypeName("wait_details")
  record Wait(int delaySeconds, @Nullable Long delayMilliseconds, @Nullable String reason)
      implements ResponseDetails {

    /** Too long rather than too short: who comes too soon would have to wait again. */
    public static Wait of(Duration delay, String reason) {
      var millis = delay.plusNanos(999_999).toMillis();
      var seconds = delay.plusNanos(999_999_999).toSeconds();
      return new Wait((int) Math.min(Integer.MAX_VALUE, seconds), millis, reason);
    }

    /** How long to wait, as exactly as the server says. */
    public Duration delay() {
      return delayMilliseconds == null
          ? Duration.ofSeconds(delaySeconds)
          : Duration.ofMillis(delayMilliseconds);
    }
  }
}
