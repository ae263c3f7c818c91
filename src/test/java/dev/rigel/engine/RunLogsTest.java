package dev.rigel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.log.LogCreate;
import jakarta.batch.operations.BatchRuntimeException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLogsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final UUID RUN = UUID.randomUUID();

  private final List<RunLogs.Line> echoed = new ArrayList<>();
  private final List<List<LogCreate>> batches = new ArrayList<>();
  private final RunLogs logs = new RunLogs(RUN, Clock.fixed(NOON, ZoneOffset.UTC), echoed::add);

  @Test
  void a_record_keeps_its_time_logger_and_text() {
    var record = record(Level.WARNING, "{0} of {1} lines are bad");
    record.setParameters(new Object[] {2, 9});
    record.setLoggerName("org.example.Check");

    logs.add(record, 0);
    send();

    assertThat(sent())
        .containsExactly(
            new LogCreate(
                "org.example.Check",
                30,
                "2 of 9 lines are bad",
                OffsetDateTime.ofInstant(NOON, ZoneOffset.UTC),
                RUN,
                null));
  }

  @Test
  void a_record_that_knows_its_own_format_is_asked() {
    logs.add(new WildFlyRecord("job %s failed", "nightly"), 0);
    send();

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

  @ParameterizedTest
  @CsvSource({"SEVERE,40", "WARNING,30", "INFO,20", "CONFIG,10", "FINE,10", "FINER,5", "FINEST,5"})
  void levels_become_those_of_python(String level, int number) {
    assertThat(RunLogs.pythonLevel(Level.parse(level))).isEqualTo(number);
  }

  @Test
  void a_record_carries_the_task_run_of_its_step() {
    var taskRun = UUID.randomUUID();
    logs.add(record(Level.INFO, "in step 7"), 7);
    logs.add(record(Level.INFO, "in step 8"), 8);

    logs.send(logs.mark(), step -> step == 7 ? taskRun : null, batches::add);

    assertThat(sent()).extracting(LogCreate::taskRunId).containsExactly(taskRun, null);
  }

  @Test
  void only_what_came_before_the_mark_is_sent() {
    logs.add(Level.INFO, "before");
    var mark = logs.mark();
    logs.add(Level.INFO, "after");

    logs.send(mark, step -> null, batches::add);
    assertThat(messages()).containsExactly("before");

    send();
    assertThat(messages()).containsExactly("before", "after");
  }

  @Test
  void batches_are_limited_in_records_and_in_characters() {
    IntStream.range(0, 2_500).forEach(i -> logs.add(Level.INFO, "line " + i));
    send();
    assertThat(batches).extracting(List::size).containsExactly(1_000, 1_000, 500);
    assertThat(messages()).hasSize(2_500).first().isEqualTo("line 0");

    batches.clear();
    IntStream.range(0, 10).forEach(i -> logs.add(Level.INFO, "x".repeat(240_000)));
    send();
    assertThat(batches).extracting(List::size).containsExactly(4, 4, 2);
  }

  @Test
  void a_batch_that_fails_is_sent_again_with_all_behind_it() {
    IntStream.range(0, 1_200).forEach(i -> logs.add(Level.INFO, "line " + i));

    assertThatThrownBy(
            () ->
                logs.send(
                    logs.mark(),
                    step -> null,
                    batch -> {
                      if (!batches.isEmpty()) {
                        throw new IllegalStateException("away");
                      }
                      batches.add(batch);
                    }))
        .hasMessage("away");
    send();

    assertThat(messages())
        .containsExactlyElementsOf(IntStream.range(0, 1_200).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void what_does_not_fit_is_dropped_and_counted() {
    IntStream.range(0, RunLogs.CAPACITY + 3).forEach(i -> logs.add(Level.INFO, "line " + i));

    send();
    send();

    assertThat(messages()).hasSize(RunLogs.CAPACITY + 1);
    assertThat(messages().get(RunLogs.CAPACITY))
        .isEqualTo("3 log records dropped: the API took them too slowly");
    assertThat(echoed).hasSize(RunLogs.CAPACITY + 4);
  }

  @Test
  void messages_are_cut_and_cleaned() {
    logs.add(Level.INFO, "x".repeat(RunLogs.LONGEST_MESSAGE + 1));
    logs.add(Level.INFO, "nul: \0");
    send();

    assertThat(messages().get(0)).hasSize(RunLogs.LONGEST_MESSAGE + "… (cut)".length());
    assertThat(messages().get(1)).isEqualTo("nul: \uFFFD");
  }

  @Test
  void a_stack_trace_is_part_of_the_message_and_the_last_failure_is_remembered() {
    var record = record(Level.SEVERE, "step failed");
    record.setThrown(new BatchRuntimeException(new IllegalStateException("no such file")));
    logs.add(record, 0);
    send();

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
  void an_exception_logged_at_info_is_no_failure() {
    var record = record(Level.INFO, "tried, not found");
    record.setThrown(new IllegalStateException("not here"));

    logs.add(record, 0);

    assertThat(logs.lastFailure()).isEmpty();
  }

  private void send() {
    logs.send(logs.mark(), step -> null, batches::add);
  }

  private List<LogCreate> sent() {
    return batches.stream().flatMap(List::stream).toList();
  }

  private List<String> messages() {
    return sent().stream().map(LogCreate::message).toList();
  }

  private static LogRecord record(Level level, String message) {
    var record = new LogRecord(level, message);
    record.setInstant(NOON);
    return record;
  }
}
