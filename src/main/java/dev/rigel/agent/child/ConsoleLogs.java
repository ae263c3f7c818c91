package dev.rigel.agent.child;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The logging of a JVM of Rigel's own: where it goes, how much of it, and how a line looks. */
public final class ConsoleLogs {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final Map<String, Level> LEVELS =
      Map.of(
          "DEBUG", Level.FINE,
          "INFO", Level.INFO,
          "WARNING", Level.WARNING,
          "ERROR", Level.SEVERE,
          "CRITICAL", Level.SEVERE);

  /** Libraries that talk about themselves; held here, as the JDK forgets loggers nobody holds. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("org.jboss"),
          Logger.getLogger("org.jberet"),
          Logger.getLogger("org.apache.http"));

  private ConsoleLogs() {}

  /** Puts a handler in place of the JDK's, for all that is at least of a level; INFO if unknown. */
  public static void direct(Handler handler, String level) {
    var root = Logger.getLogger("");
    for (var other : root.getHandlers()) {
      root.removeHandler(other);
    }
    root.addHandler(handler);
    root.setLevel(LEVELS.getOrDefault(level, Level.INFO));
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    RunLogManager.keepHandlers();
  }

  /** The form of the reference: {@code 08:31:57.197 | INFO | logger - message}. */
  public static String line(
      Instant time, ZoneId zone, String level, String logger, String message) {
    var clock = TIME.format(time.atZone(zone));
    return String.format(Locale.ROOT, "%s | %-7s | %s - %s", clock, level, logger, message);
  }
}
