package dev.rigel.server.orchestration;

import dev.rigel.contract.state.EmpiricalPolicy;
import java.time.Duration;
import java.util.UUID;

/**
 * How long a run waits for its next try. Chance comes from the run's id and the number of the try:
 * so many runs that failed together are spread, and the same question has the same answer.
 */
final class RetryDelay {
  /** A hundred years: no policy means more, and times have an end. */
  private static final double LONGEST = 100 * 365.25 * 24 * 3_600;

  private RetryDelay() {}

  /**
   * The wait.
   *
   * @param tries how often the run has been tried, at least once
   */
  static Duration of(EmpiricalPolicy policy, UUID run, int tries) {
    var first = policy.retryDelay() == null ? 0 : Math.max(0, policy.retryDelay());
    var factor = policy.retryBackoffFactor() == null ? 1 : Math.max(1, policy.retryBackoffFactor());
    var most = policy.retryMaxDelay() == null ? LONGEST : policy.retryMaxDelay();
    var delay = Math.min(first * Math.pow(factor, tries - 1), most);
    var jitter = policy.retryJitterFactor() == null ? 0 : Math.max(0, policy.retryJitterFactor());
    var seconds = Math.min(delay * (1 + jitter * chance(run, tries)), LONGEST);
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  /** From 0 up to 1; a mix of bits as of SplitMix64. */
  private static double chance(UUID run, int tries) {
    var bits =
        run.getMostSignificantBits() ^ run.getLeastSignificantBits() + tries * 0x9e3779b97f4a7c15L;
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    return ((bits ^ bits >>> 31) >>> 11) * 0x1p-53;
  }
}
