package dev.rigel.agent.child;

import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The logging of a JVM of Rigel's own: where it goes, and how much of it. */
public final class ConsoleLogs {
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
}
