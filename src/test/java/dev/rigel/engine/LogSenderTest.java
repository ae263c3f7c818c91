package dev.rigel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogCreateBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSenderTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final UUID RUN = UUID.randomUUID();
  private static final UUID STEP_7 = UUID.randomUUID();

  private final List<List<LogCreate>> batches = new ArrayList<>();
  private final RunLogs logs =
      new RunLogs(
          Clock.fixed(NOON, ZoneOffset.UTC), line -> {}, new LogBuffer(Integer.MAX_VALUE / 2));
  private final RecordingReporter api = new RecordingReporter();
  private final LogSender sender = new LogSender(RUN, logs, step -> step == 7 ? STEP_7 : null, api);

  @BeforeEach
  void takeLogs() {
    api.takesLogs = batches::add;
  }

  @Test
  void a_line_goes_out_with_its_time_and_the_task_run_of_its_step() {
    var record = new LogRecord(Level.WARNING, "2 lines are bad");
    record.setInstant(NOON);
    record.setLoggerName("org.example.Check");
    logs.add(record, 7);
    logs.add(Level.INFO, "of no step");

    assertThat(sender.send()).isTrue();

    var noon = OffsetDateTime.ofInstant(NOON, ZoneOffset.UTC);
    assertThat(sent())
        .containsExactly(
            LogCreateBuilder.builder()
                .name("org.example.Check")
                .level(30)
                .message("2 lines are bad")
                .timestamp(noon)
                .flowRunId(RUN)
                .taskRunId(STEP_7)
                .build(),
            LogCreateBuilder.builder()
                .name("rigel.flow_runs")
                .level(20)
                .message("of no step")
                .timestamp(noon)
                .flowRunId(RUN)
                .build());
  }

  @Test
  void batches_are_limited_in_records_and_in_characters() {
    addLines(2_500);
    sender.send();
    assertThat(batches).extracting(List::size).containsExactly(1_000, 1_000, 500);

    batches.clear();
    IntStream.range(0, 10).forEach(i -> logs.add(Level.INFO, "x".repeat(240_000)));
    sender.send();
    assertThat(batches).extracting(List::size).containsExactly(4, 4, 2);
  }

  @Test
  void a_batch_that_fails_is_sent_again_with_all_after_it() {
    addLines(1_200);
    api.takesLogs =
        batch -> {
          if (!batches.isEmpty()) {
            throw new IllegalStateException("away");
          }
          batches.add(batch);
        };
    assertThat(sender.send()).isFalse();
    assertThat(sender.send()).isFalse();

    api.takesLogs = batches::add;
    assertThat(sender.send()).isTrue();

    assertThat(messages())
        .startsWith("line 0", "line 1")
        .hasSize(1_201)
        .endsWith("line 1199", "Logs not sent yet: java.lang.IllegalStateException: away");
  }

  @Test
  void a_refused_line_is_left_out_with_a_notice_and_stops_no_other() {
    addLines(1_500);
    api.takesLogs =
        refusing(line -> line.message().equals("line 3") || line.message().equals("line 1400"));

    assertThat(sender.send()).isTrue();

    assertThat(messages()).hasSize(1_500);
    assertThat(messages().subList(2, 5))
        .containsExactly(
            "line 2", "A log record is missing here: the API refused it. not permitted", "line 4");
    assertThat(messages().get(1_400)).contains("is missing here");
    assertThat(messages()).endsWith("line 1499");
  }

  @Test
  void a_batch_that_is_too_large_goes_in_parts() {
    addLines(1_000);
    api.takesLogs =
        batch -> {
          if (batch.size() > 100) {
            throw new RunReporter.Refused("too large", null);
          }
          batches.add(batch);
        };

    assertThat(sender.send()).isTrue();

    assertThat(messages()).hasSize(1_000).startsWith("line 0").endsWith("line 999");
  }

  @Test
  void a_server_that_refuses_everything_holds_up_nothing() {
    addLines(3);
    api.takesLogs = refusing(line -> true);

    assertThat(sender.send()).isTrue();

    api.takesLogs = batches::add;
    logs.add(Level.INFO, "later");
    assertThat(sender.send()).isTrue();
    assertThat(messages()).endsWith("later");
  }

  @Test
  void many_waiting_lines_are_sent_before_two_seconds_have_passed() {
    var small = new RunLogs(Clock.systemUTC(), line -> {}, new LogBuffer(1_000));
    var soon = new LogSender(RUN, small, step -> null, api);
    small.add(Level.INFO, "one");
    soon.sendIfDue(small.buffer().mark());
    assertThat(batches).isEmpty();

    IntStream.range(0, 5).forEach(i -> small.add(Level.INFO, "another"));
    soon.sendIfDue(small.buffer().mark());
    assertThat(messages()).hasSize(6);
  }

  private Consumer<List<LogCreate>> refusing(Predicate<LogCreate> bad) {
    return batch -> {
      if (batch.stream().anyMatch(bad)) {
        throw new RunReporter.Refused("not permitted", null);
      }
      batches.add(batch);
    };
  }

  private void addLines(int count) {
    IntStream.range(0, count).forEach(i -> logs.add(Level.INFO, "line " + i));
  }

  private List<LogCreate> sent() {
    return batches.stream().flatMap(List::stream).toList();
  }

  private List<String> messages() {
    return sent().stream().map(LogCreate::message).toList();
  }
}
