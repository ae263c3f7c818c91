package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;

/**
 * How often a run is tried again. Unknown keys are skipped: newer engines send more.
 *
 * @param maxRetries old name of retries; used when retries is unset or 0
 * @param retryDelaySeconds old name of the delay, seconds; used when the delay is unset or 0
 * @param retries how often a failed run is tried again; null for not decided yet
 * @param retryDelay whole seconds between two tries; null for not decided yet
 */
@IgnoreUnknown
public record EmpiricalPolicy(
    @Default("0") int maxRetries,
    @Default("0.0") double retryDelaySeconds,
    Integer retries,
    Integer retryDelay) {

  /** No retries. */
  public static final EmpiricalPolicy NONE = new EmpiricalPolicy(0, 0, null, null);

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
}
