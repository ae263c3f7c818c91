package dev.rigel.engine;

import dev.rigel.contract.log.LogCreate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * The log records of one flow run on their way to the API. Any thread adds; the run's own thread
 * sends. At most {@value #CAPACITY} records wait; what comes on top is dropped, and a record says
 * how many.
 */
public final class RunLogs {
  static final int CAPACITY = 10_000;

  /** Characters of one message; the reference drops records above 1,000,000 bytes. */
  static final int LONGEST_MESSAGE = 250_000;

  /** A batch stays below 4,000,000 bytes, the reference's limit. */
  private static final int BATCH_CHARACTERS = 1_000_000;

  private static final int BATCH_RECORDS = 1_000;
  private static final Formatter FORMATTER = new SimpleFormatter();

  private final UUID flowRunId;
  private final Clock clock;
  private final Consumer<Line> echo;
  private final Deque<Line> waiting = new ArrayDeque<>();
  private int dropped;
  private String lastFailure;

  /**
   * One record.
   *
   * @param level Python's number, as in {@link LogCreate}
   * @param stepExecutionId the step that wrote it; 0 for none
   */
  public record Line(
      Instant time, String logger, int level, String message, long stepExecutionId) {}

  /**
   * Logs of a run.
   *
   * @param clock times the engine's own lines
   * @param echo also gets every record at once, from the thread that wrote it
   */
  public RunLogs(UUID flowRunId, Clock clock, Consumer<Line> echo) {
    this.flowRunId = flowRunId;
    this.clock = clock;
    this.echo = echo;
  }

  /** Adds a record of java.util.logging, with its stack trace. */
  void add(LogRecord record, long stepExecutionId) {
    var message = text(record);
    Failures.in(record).ifPresent(this::noteFailure);
    if (record.getThrown() != null) {
      message += "\n" + stackTrace(record.getThrown());
    }
    var logger = record.getLoggerName() == null ? "root" : record.getLoggerName();
    var level = pythonLevel(record.getLevel());
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
  void add(Level level, String message, Date time, long stepExecutionId) {
    var instant = time == null ? clock.instant() : time.toInstant();
    add(new Line(instant, "rigel.flow_runs", pythonLevel(level), message, stepExecutionId));
  }

  private void add(Line line) {
    var clean = clean(line);
    synchronized (waiting) {
      if (waiting.size() < CAPACITY) {
        waiting.add(clean);
      } else {
        dropped++;
      }
    }
    echo.accept(clean);
  }

  private static Line clean(Line line) {
    var message = line.message() == null ? "null" : line.message();
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "… (cut)";
    }
    // PostgreSQL stores no NUL in text
    message = message.replace('\0', '\uFFFD');
    return new Line(line.time(), line.logger(), line.level(), message, line.stepExecutionId());
  }

  private void noteFailure(String failure) {
    synchronized (waiting) {
      lastFailure = failure;
    }
  }

  /** What the job last threw, as {@link Failures} saw it. */
  Optional<String> lastFailure() {
    synchronized (waiting) {
      return Optional.ofNullable(lastFailure);
    }
  }

  /** Forgets what an earlier attempt threw. */
  void forgetFailure() {
    noteFailure(null);
  }

  /** The moment up to which {@link #send} will go: what is added later waits for the next time. */
  int mark() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /**
   * Sends the oldest records, in batches. A batch that fails stays, with all behind it.
   *
   * @param mark how many, by {@link #mark}
   * @param taskRuns the task run of a step execution, or null
   */
  void send(int mark, LongFunction<UUID> taskRuns, Consumer<List<LogCreate>> sink) {
    var left = mark;
    while (left > 0) {
      var batch = nextBatch(left);
      sink.accept(batch.stream().map(line -> wire(line, taskRuns)).toList());
      remove(batch.size());
      left -= batch.size();
    }
    reportDropped();
  }

  private List<Line> nextBatch(int atMost) {
    synchronized (waiting) {
      var batch = new ArrayList<Line>();
      var characters = 0;
      for (var line : waiting) {
        characters += line.message().length();
        var full = batch.size() == Math.min(atMost, BATCH_RECORDS) || characters > BATCH_CHARACTERS;
        if (full && !batch.isEmpty()) {
          break;
        }
        batch.add(line);
      }
      return batch;
    }
  }

  private void remove(int count) {
    synchronized (waiting) {
      for (var i = 0; i < count; i++) {
        waiting.remove();
      }
    }
  }

  private void reportDropped() {
    int count;
    synchronized (waiting) {
      count = dropped;
      dropped = 0;
    }
    if (count > 0) {
      add(Level.WARNING, count + " log records dropped: the API took them too slowly");
    }
  }

  private LogCreate wire(Line line, LongFunction<UUID> taskRuns) {
    var time = OffsetDateTime.ofInstant(line.time(), ZoneOffset.UTC);
    var taskRun = line.stepExecutionId() == 0 ? null : taskRuns.apply(line.stepExecutionId());
    return new LogCreate(line.logger(), line.level(), line.message(), time, flowRunId, taskRun);
  }

  /** SEVERE 40, WARNING 30, INFO 20, CONFIG and FINE 10, below 5. */
  static int pythonLevel(Level level) {
    var value = level.intValue();
    if (value >= Level.INFO.intValue()) {
      return value >= Level.SEVERE.intValue() ? 40 : value >= Level.WARNING.intValue() ? 30 : 20;
    }
    return value >= Level.FINE.intValue() ? 10 : 5;
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
