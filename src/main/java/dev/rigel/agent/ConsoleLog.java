package dev.rigel.agent;

import dev.rigel.agent.child.RunLogManager;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The agent's log on stderr, in the form {@code 08:31:57.197 | INFO | rigel.agent - message}. */
final class ConsoleLog extends Formatter {
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

  private final ZoneId zone;

  ConsoleLog(ZoneId zone) {
    this.zone = zone;
  }

  /** Directs all logging of this JVM there. */
  static void direct(String level) {
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    var handler = new ConsoleHandler();
    handler.setFormatter(new ConsoleLog(ZoneId.systemDefault()));
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(LEVELS.getOrDefault(level, Level.INFO));
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    RunLogManager.keepHandlers();
  }

  @Override
  public String format(LogRecord record) {
    var line =
        String.format(
            Locale.ROOT,
            "%s | %-7s | %s - %s%n",
            TIME.format(record.getInstant().atZone(zone)),
            levelName(record.getLevel()),
            record.getLoggerName(),
            formatMessage(record));
    return record.getThrown() == null ? line : line + stackTrace(record.getThrown());
  }

  private static String levelName(Level level) {
    return level == Level.SEVERE ? "ERROR" : level.intValue() < 800 ? "DEBUG" : level.getName();
  }

  private static String stackTrace(Throwable thrown) {
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
