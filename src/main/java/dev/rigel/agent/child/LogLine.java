package dev.rigel.agent.child;

import dev.rigel.contract.log.LogLevel;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Log records as the reference prints them: {@code 08:31:57.197 | INFO | name - message}. */
public final class LogLine {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private LogLine() {}

  /**
   * In the time of this machine's zone.
   *
   * @param level as {@link LogLevel} numbers them
   */
  public static String of(Instant time, int level, String logger, String message) {
    return of(time, ZoneId.systemDefault(), level, logger, message);
  }

  /** In the time of a zone. */
  public static String of(Instant time, ZoneId zone, int level, String logger, String message) {
    var clock = TIME.format(time.atZone(zone));
    return "%s | %-7s | %s - %s".formatted(clock, LogLevel.name(level), logger, message);
  }
}
