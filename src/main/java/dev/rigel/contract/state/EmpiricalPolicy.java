package dev.rigel.contract.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How often a run is tried again. Unknown keys are skipped: newer engines send more. The last three
 * are additions, which are sent only where they are decided.
 *
 * @param maxRetries old name of retries; used when retries is unset or 0
 * @param retryDelaySeconds old name of the delay, seconds; used when the delay is unset or 0
 * @param retries how often a failed run is tried again; null for not decided yet
 * @param retryDelay whole seconds between two tries; null for not decided yet
 * @param retryBackoffFactor by how much each delay is longer than the one before, at least 1; null
 *     for not at all
 * @param retryMaxDelay whole seconds that no delay exceeds, jitter left aside; null for any
 * @param retryJitterFactor the greatest part of a delay that chance adds to it; null for nothing
 */
@IgnoreUnknown
@WithBuilder
public record EmpiricalPolicy(
    @Default("0") int maxRetries,
    @Default("0.0") double retryDelaySeconds,
    @Nullable Integer retries,
    @Nullable Integer retryDelay,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Least(1) @Nullable Double retryBackoffFactor,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Least(0) @Nullable Integer retryMaxDelay,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Least(0) @Nullable Double retryJitterFactor) {

  /** No retries. */
  public static final EmpiricalPolicy NONE = of(null, null);

  /** Takes the old fields over where the new ones are unset or 0. */
  public EmpiricalPolicy {
    if ((retries == null || retries == 0) && maxRetries != 0) {
      retries = maxRetries;
    }
    if ((retryDelay == null || retryDelay == 0) && retryDelaySeconds != 0) {
      retryDelay =
          (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, retryDelaySeconds));
    }
  }

  /** So many retries, so many seconds apart; null for what is not decided. */
  public static EmpiricalPolicy of(@Nullable Integer retries, @Nullable Integer retryDelay) {
    return EmpiricalPolicyBuilder.builder().retries(retries).retryDelay(retryDelay).build();
  }

  /** What is not decided here is taken from another. */
  public EmpiricalPolicy or(EmpiricalPolicy other) {
    return new EmpiricalPolicy(
        maxRetries,
        retryDelaySeconds,
        retries == null ? other.retries : retries,
        retryDelay == null ? other.retryDelay : retryDelay,
        retryBackoffFactor == null ? other.retryBackoffFactor : retryBackoffFactor,
        retryMaxDelay == null ? other.retryMaxDelay : retryMaxDelay,
        retryJitterFactor == null ? other.retryJitterFactor : retryJitterFactor);
  }
}
