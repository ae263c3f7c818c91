package dev.rigel.engine;

import dev.rigel.contract.json.StorableText;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogLevel;
import dev.rigel.contract.state.Reason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The log records of one flow run on their way to the API. Any thread adds; the run's own thread
 * sends ({@link LogSender}). What waits is bounded ({@link LogBuffer}).
 */
public final class RunLogs {
  /** The logger of the engine's own lines. */
  static final String ENGINE = "rigel.flow_runs";

  /** Characters of one message; the reference drops records above 1,000,000 bytes. */
  static final int LONGEST_MESSAGE = 250_000;

  /** The years that the wire can tell. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Formatter FORMATTER = new SimpleFormatter();

  private final Clock clock;
  private final Consumer<Line> echo;
  private final LogBuffer buffer;
  private volatile @Nullable String lastFailure;
  private volatile @Nullable String lastThrown;

  /**
   * One record.
   *
   * @param level Python's number, as in {@link LogCreate}
   * @param stepExecutionId the step that wrote it; 0 for none
   */
  public record Line(Instant time, String logger, int level, String message, long stepExecutionId) {

    /** A word of the engine in the place of this line: a WARNING of its time and step. */
    Line notice(String message) {
      return new Line(time, ENGINE, LogLevel.WARNING, message, stepExecutionId);
    }
  }

  /**
   * Logs of a run.
   *
   * @param clock times the engine's own lines
   * @param echo also gets every record at once, from the thread that wrote it
   */
  public RunLogs(Clock clock, Consumer<Line> echo) {
    this(clock, echo, new LogBuffer(LogBuffer.sensibleCapacity()));
  }

  RunLogs(Clock clock, Consumer<Line> echo, LogBuffer buffer) {
    this.clock = clock;
    this.echo = echo;
    this.buffer = buffer;
  }

  LogBuffer buffer() {
    return buffer;
  }

  /** Adds a record of java.util.logging, with its stack trace. */
  void add(LogRecord record, long stepExecutionId) {
    var message = text(record);
    Failures.in(record, lastFailure()).ifPresent(this::noteFailure);
    if (record.getThrown() != null) {
      lastThrown = Reason.textOf(record.getThrown());
      message += "\n" + stackTrace(record.getThrown());
    }
    var logger = record.getLoggerName() == null ? "root" : record.getLoggerName();
    var level = LogLevel.of(record.getLevel());
    add(new Line(record.getInstant(), logger, level, message, stepExecutionId));
  }

  /** Adds a line of the engine's own, of now. */
  void add(Level level, String message) {
    add(level, message, null, 0);
  }

  /**
   * Adds a line of the engine's own about a step, which is seen later than it happened.
   *
   * @param time null for now: JBeret sets a step's end after its status
   */
  void add(Level level, String message, @Nullable Date time, long stepExecutionId) {
    var instant = time == null ? clock.instant() : time.toInstant();
    add(new Line(instant, ENGINE, LogLevel.of(level), message, stepExecutionId));
  }

  private void add(Line line) {
    var clean = clean(line);
    echo.accept(clean);
    buffer.add(clean);
  }

  private Line clean(Line line) {
    var message = StorableText.clean(String.valueOf(line.message()), LONGEST_MESSAGE);
    var logger = StorableText.clean(line.logger());
    return new Line(sendable(line.time()), logger, line.level(), message, line.stepExecutionId());
  }

  /** A time that no clock of today can have set is that of a record made by hand: now. */
  private Instant sendable(Instant time) {
    return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? clock.instant() : time;
  }

  private void noteFailure(@Nullable String failure) {
    lastFailure = failure;
  }

  /** What the job last threw, as {@link Failures} saw it. */
  Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Whether a text is the exception that was logged last, without its causes. */
  boolean isLastThrown(String text) {
    return text.equals(lastThrown);
  }

  /** Forgets what an earlier attempt threw. */
  void forgetFailure() {
    lastThrown = null;
    noteFailure(null);
  }

  /** WildFly's records know their own format, which may be printf's. */
  private static String text(LogRecord record) {
    if (record.getClass() == LogRecord.class) {
      return FORMATTER.formatMessage(record);
    }
    try {
      return (String) record.getClass().getMethod("getFormattedMessage").invoke(record);
    } catch (ReflectiveOperationException e) {
      return FORMATTER.formatMessage(record);
    }
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
