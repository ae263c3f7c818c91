package dev.rigel.server.agent;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Since when this server has been able to hear of agents without a break. A server that starts, was
 * frozen, or was without its database has heard of nobody, however much alive they are; neither has
 * one whose database's time has jumped.
 */
final class Hearing {
  /** Of a lease; looks are made three times as often. */
  private static final int BREAK = 3;

  private @Nullable OffsetDateTime since;
  private @Nullable OffsetDateTime last;

  /**
   * The database can be used.
   *
   * @return whether that has been so for a whole lease: only then an agent's silence says anything
   */
  synchronized boolean lasts(OffsetDateTime now, Duration lease) {
    if (since == null || last == null || isBreak(last, now, lease)) {
      since = now;
    }
    last = now;
    return !since.plus(lease).isAfter(now);
  }

  private static boolean isBreak(OffsetDateTime last, OffsetDateTime now, Duration lease) {
    return now.isBefore(last) || now.isAfter(last.plus(lease.dividedBy(BREAK)));
  }
}
