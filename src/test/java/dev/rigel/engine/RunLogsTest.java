package dev.rigel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.operations.BatchRuntimeException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class RunLogsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final List<RunLogs.Line> echoed = new ArrayList<>();
  private final RunLogs logs = new RunLogs(Clock.fixed(NOON, ZoneOffset.UTC), echoed::add);

  @Test
  void a_record_keeps_its_time_logger_and_text() {
    var record = record(Level.WARNING, "{0} of {1} lines are bad");
    record.setParameters(new Object[] {2, 9});
    record.setLoggerName("org.example.Check");

    logs.add(record, 0);

    assertThat(echoed)
        .containsExactly(
            new RunLogs.Line(NOON, "org.example.Check", 30, "2 of 9 lines are bad", 0));
  }

  @Test
  void a_record_that_knows_its_own_format_is_asked() {
    logs.add(new WildFlyRecord("job %s failed", "nightly"), 0);

    assertThat(messages()).containsExactly("job nightly failed");
  }

  /** Has the method of JBoss LogManager's records. */
  public static final class WildFlyRecord extends LogRecord {
    private static final long serialVersionUID = 1L;

    WildFlyRecord(String format, Object... parameters) {
      super(Level.INFO, format);
      setParameters(parameters);
    }

    public String getFormattedMessage() {
      return String.format(getMessage(), getParameters());
    }
  }

  @Test
  void a_time_that_the_wire_cannot_tell_becomes_now() {
    var record = record(Level.INFO, "made by hand");
    record.setInstant(Instant.parse("+10000-01-01T00:00:00Z"));

    logs.add(record, 0);

    assertThat(echoed.get(0).time()).isEqualTo(NOON);
  }

  @Test
  void messages_are_cut_and_cleaned() {
    logs.add(Level.INFO, "x".repeat(RunLogs.LONGEST_MESSAGE + 1));
    logs.add(Level.INFO, "nul: \0");
    logs.add(Level.INFO, "half: \uD83C");
    logs.add(Level.INFO, "x".repeat(RunLogs.LONGEST_MESSAGE - 1) + "\uD83C\uDF1F");

    assertThat(messages().get(0)).hasSize(RunLogs.LONGEST_MESSAGE + "… (cut)".length());
    assertThat(messages().get(1)).isEqualTo("nul: \uFFFD");
    assertThat(messages().get(2)).isEqualTo("half: \uFFFD");
    assertThat(messages().get(3)).endsWith("x… (cut)");
  }

  @Test
  void a_stack_trace_is_part_of_the_message_and_the_last_failure_is_remembered() {
    var record = record(Level.SEVERE, "step failed");
    record.setThrown(new BatchRuntimeException(new IllegalStateException("no such file")));
    logs.add(record, 0);

    assertThat(messages().get(0))
        .startsWith("step failed\njakarta.batch.operations.BatchRuntimeException")
        .contains("Caused by: java.lang.IllegalStateException: no such file");
    assertThat(logs.lastFailure()).contains("java.lang.IllegalStateException: no such file");

    logs.forgetFailure();
    assertThat(logs.lastFailure()).isEmpty();
  }

  @Test
  void a_failure_that_jbatch_logs_as_text_is_found_at_the_root() {
    logs.add(
        record(
            Level.WARNING,
            """
            Caught exception executing step: com.ibm.jbatch.BatchContainerRuntimeException: Failure
            \tat com.ibm.jbatch.ChunkStepControllerImpl.invokeChunk(ChunkStepControllerImpl.java:9)
            Caused by: java.lang.IllegalStateException: number 17 is fatal
            \tat NumbersJob.processItem(NumbersJob.java:7)
            """),
        0);

    assertThat(logs.lastFailure()).contains("java.lang.IllegalStateException: number 17 is fatal");
  }

  @Test
  void a_failure_without_a_text_that_jbatch_logs_has_a_place() {
    logs.add(
        record(
            Level.WARNING,
            """
            Caught exception executing step: null
            \tat NumbersJob.processItem(NumbersJob.java:7)
            \tat Thread.run(Thread.java:1)
            """),
        0);

    assertThat(logs.lastFailure())
        .contains("an exception without a text, at NumbersJob.processItem(NumbersJob.java:7)");
  }

  /** As WildFly logs it when its jobs are recorded in PostgreSQL. */
  @Test
  void what_a_text_did_to_the_batch_runtime_does_not_hide_the_text() {
    logs.add(thrown(new IllegalStateException("bad record: A\0B")), 0);
    logs.add(thrown(unrecorded("22021")), 0);
    assertThat(logs.lastFailure())
        .contains("java.lang.IllegalStateException: bad record: A\uFFFDB");

    logs.add(thrown(unrecorded("08006")), 0);
    assertThat(logs.lastFailure()).contains("java.sql.SQLException: not stored");

    logs.forgetFailure();
    logs.add(thrown(unrecorded("22021")), 0);
    assertThat(logs.lastFailure()).contains("java.sql.SQLException: not stored");
  }

  private static BatchRuntimeException unrecorded(String sqlState) {
    return new BatchRuntimeException("JBERET000626", new SQLException("not stored", sqlState));
  }

  private static LogRecord thrown(Exception thrown) {
    var record = record(Level.WARNING, "step failed");
    record.setThrown(thrown);
    return record;
  }

  @Test
  void an_exception_logged_at_info_is_no_failure() {
    var record = record(Level.INFO, "tried, not found");
    record.setThrown(new IllegalStateException("not here"));

    logs.add(record, 0);

    assertThat(logs.lastFailure()).isEmpty();
  }

  private List<String> messages() {
    return echoed.stream().map(RunLogs.Line::message).toList();
  }

  private static LogRecord record(Level level, String message) {
    var record = new LogRecord(level, message);
    record.setInstant(NOON);
    return record;
  }
}
