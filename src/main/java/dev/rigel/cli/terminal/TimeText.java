package dev.rigel.cli.terminal;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** TimeText as the reference prints them. */
public final class TimeText {
  private static final DateTimeFormatter WHOLE_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'");

  private TimeText() {}

  /** ISO 8601 in UTC; microseconds only where there are some. */
  public static String iso(OffsetDateTime time) {
    var utc = time.withOffsetSameInstant(ZoneOffset.UTC);
    return (utc.getNano() < 1000 ? WHOLE_SECONDS : MICROS).format(utc);
  }
}
