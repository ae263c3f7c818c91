package dev.rigel.server.schedule;

import dev.rigel.contract.schedule.SchedulePolicy;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Spreads the starts of runs that share a date. The delay depends on the deployment and the date
 * alone, so every server plants the same start, and a deployment's delay differs from date to date.
 *
 * @param most longest delay, exclusive; zero: none, which {@link SchedulePolicy} bounds
 */
public record StartJitter(Duration most) {
  /** As the reference: every run starts at its date. */
  public static final StartJitter NONE = new StartJitter(Duration.ZERO);

  /** When the run of a date starts: not before it, and less than {@link #most()} later. */
  public OffsetDateTime startOf(UUID deploymentId, OffsetDateTime date) {
    if (most.isZero()) {
      return date;
    }
    var instant = date.toInstant();
    var seed =
        mixed(deploymentId.getMostSignificantBits())
            ^ mixed(deploymentId.getLeastSignificantBits() + 1)
            ^ mixed(instant.getEpochSecond() * 1_000_000_000 + instant.getNano());
    var millis = Math.max(1, most.toMillis());
    return date.plus(Duration.ofMillis(Long.remainderUnsigned(mixed(seed), millis)));
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): each bit depends on all others. */
  private static long mixed(long bits) {
    var z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
