package dev.rigel.agent;

import dev.rigel.agent.child.ConsoleLogs;
import dev.rigel.agent.child.LogLine;
import dev.rigel.contract.log.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** The agent's log on stderr, in the form {@code 08:31:57.197 | INFO | rigel.agent - message}. */
final class ConsoleLog extends Formatter {
  private final ZoneId zone;

  ConsoleLog(ZoneId zone) {
    this.zone = zone;
  }

  /** Directs all logging of this JVM there. */
  static void direct(String level) {
    var handler = new ConsoleHandler();
    handler.setFormatter(new ConsoleLog(ZoneId.systemDefault()));
    handler.setLevel(Level.ALL);
    ConsoleLogs.direct(handler, level);
  }

  @Override
  public String format(LogRecord record) {
    var line =
        LogLine.of(
                record.getInstant(),
                zone,
                LogLevel.of(record.getLevel()),
                record.getLoggerName(),
                formatMessage(record))
            + System.lineSeparator();
    return record.getThrown() == null ? line : line + stackTrace(record.getThrown());
  }

  private static String stackTrace(Throwable thrown) {
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
