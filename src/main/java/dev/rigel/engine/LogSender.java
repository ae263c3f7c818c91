package dev.rigel.engine;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.state.Reason;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of a run, from the run's own thread. Lines that cannot be sent now stay and are
 * sent later; a line that the API refuses is left out, with a notice in its place, and stops
 * nothing.
 */
final class LogSender {
  /** As the reference sends its logs. */
  static final Duration EVERY = Duration.ofSeconds(2);

  /** A batch stays below 4,000,000 bytes, the reference's limit. */
  private static final int BATCH_CHARACTERS = 1_000_000;

  private static final int BATCH_RECORDS = 1_000;

  private final UUID flowRunId;
  private final RunLogs logs;
  private final LongFunction<@Nullable UUID> taskRuns;
  private final RunReporter reporter;
  private long lastSent = System.nanoTime();
  private boolean failed;

  /**
   * Sends to a reporter.
   *
   * @param taskRuns the task run of a step execution, if it has one
   */
  LogSender(
      UUID flowRunId, RunLogs logs, LongFunction<@Nullable UUID> taskRuns, RunReporter reporter) {
    this.flowRunId = flowRunId;
    this.logs = logs;
    this.taskRuns = taskRuns;
    this.reporter = reporter;
  }

  /** Sends what came before the mark, if it is time: every 2 s, and as soon as many wait. */
  void sendIfDue(long mark) {
    var waited = System.nanoTime() - lastSent >= EVERY.toNanos();
    if (waited || !failed && logs.buffer().isHalfFull()) {
      send(mark);
    }
  }

  /** Sends all there is; whether it is stored. */
  boolean send() {
    return send(logs.buffer().mark());
  }

  /** Whether everything up to the mark is stored. */
  private boolean send(long mark) {
    lastSent = System.nanoTime();
    try {
      sendBatches(mark);
      failed = false;
    } catch (RuntimeException e) {
      logs.buffer().takingFailed();
      if (!failed) {
        logs.add(Level.WARNING, "Logs not sent yet: " + Reason.of(e));
      }
      failed = true;
    }
    return !failed;
  }

  private void sendBatches(long mark) {
    var most = BATCH_RECORDS;
    var batch = next(mark, most);
    while (!batch.lines().isEmpty()) {
      most = sent(batch) ? BATCH_RECORDS : batch.lines().size() / 2;
      batch = next(mark, most);
    }
  }

  private LogBuffer.Batch next(long mark, int most) {
    return logs.buffer().peek(mark, most, BATCH_CHARACTERS);
  }

  /** False for a batch that is refused as it is: smaller ones show which line it was. */
  private boolean sent(LogBuffer.Batch batch) {
    try {
      reporter.sendLogs(batch.lines().stream().map(this::wire).toList());
    } catch (RunReporter.Refused e) {
      if (batch.lines().size() > 1) {
        return false;
      }
      sendNotice(batch.lines().get(0), e);
    }
    logs.buffer().remove(batch);
    return true;
  }

  /**
   * In the place of a line that is refused; where even that is, the line is gone without a word.
   */
  private void sendNotice(RunLogs.Line line, RunReporter.Refused refused) {
    var notice = "A log record is missing here: the API refused it. " + refused.getMessage();
    try {
      reporter.sendLogs(List.of(wire(line.notice(notice))));
    } catch (RunReporter.Refused e) {
      logs.add(Level.FINE, "A log record and its notice were refused: " + e.getMessage());
    }
  }

  private LogCreate wire(RunLogs.Line line) {
    var time = OffsetDateTime.ofInstant(line.time(), ZoneOffset.UTC);
    var taskRun = line.stepExecutionId() == 0 ? null : taskRuns.apply(line.stepExecutionId());
    return LogCreateBuilder.builder()
        .name(line.logger())
        .level(line.level())
        .message(line.message())
        .timestamp(time)
        .flowRunId(flowRunId)
        .taskRunId(taskRun)
        .build();
  }
}
