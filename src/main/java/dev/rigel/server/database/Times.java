package dev.rigel.server.database;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as rows hold them: in UTC, in whole microseconds. */
public final class Times {
  private Times() {}

  /** Now, in the whole microseconds that both databases keep. */
  public static OffsetDateTime now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** The same instant in UTC: databases and providers give times back in zones of their own. */
  public static OffsetDateTime utc(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC);
  }

  /** The same for a time that may be absent. */
  public static @Nullable OffsetDateTime utcOrNull(@Nullable OffsetDateTime time) {
    return time == null ? null : utc(time);
  }
}
