package dev.rigel.cli;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Log records as the reference prints them: {@code 08:31:57.197 | INFO | name - message}. */
final class LogLine {
  /** Python's level of ordinary records. */
  static final int INFO = 20;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private LogLine() {}

  /** In the time of this machine's zone. */
  static String of(OffsetDateTime time, int level, String name, String message) {
    var local = time.atZoneSameInstant(ZoneId.systemDefault());
    return "%s | %-7s | %s - %s".formatted(TIME.format(local), level(level), name, message);
  }

  /** Python's levels. */
  private static String level(int level) {
    return switch (level) {
      case 10 -> "DEBUG";
      case INFO -> "INFO";
      case 30 -> "WARNING";
      case 40 -> "ERROR";
      case 50 -> "CRITICAL";
      default -> "Level " + level;
    };
  }
}
