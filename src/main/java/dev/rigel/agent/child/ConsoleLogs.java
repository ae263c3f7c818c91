package dev.rigel.agent.child;

import dev.rigel.engine.LogCapture;
import dev.rigel.engine.RunLogs;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Directs the JVM's logging: everything to the run, and the same as lines to stderr. */
final class ConsoleLogs {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final Map<String, Level> LEVELS =
      Map.of(
          "DEBUG", Level.FINE,
          "INFO", Level.INFO,
          "WARNING", Level.WARNING,
          "ERROR", Level.SEVERE,
          "CRITICAL", Level.SEVERE);

  /** What runs the job talks about itself at INFO; kept here, as the JDK forgets loose loggers. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("org.jboss"),
          Logger.getLogger("org.jberet"),
          Logger.getLogger("org.apache.http"));

  private ConsoleLogs() {}

  /** Puts the capture in place of the JDK's console handler. */
  static void direct(LogCapture capture, String level) {
    var root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(capture);
    root.setLevel(LEVELS.getOrDefault(level, Level.INFO));
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    RunLogManager.keepHandlers();
  }

  /** The form of the reference: {@code 08:31:57.197 | INFO | logger - message}. */
  static void print(PrintStream out, RunLogs.Line line) {
    var time = TIME.format(line.time().atZone(ZoneId.systemDefault()));
    out.println(
        String.format(
            Locale.ROOT,
            "%s | %-7s | %s - %s",
            time,
            levelName(line.level()),
            line.logger(),
            line.message()));
  }

  private static String levelName(int level) {
    return level >= 40 ? "ERROR" : level >= 30 ? "WARNING" : level >= 20 ? "INFO" : "DEBUG";
  }
}
