package dev.rigel.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.log.LogFilter;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogFormat;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.Match;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs as files, on a real database. */
abstract class LogDownloadSuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-27T12:00:00.123456Z");

  private final Database database;
  private final JpaProvider provider;
  private final UUID run = UUID.randomUUID();
  private final UUID task = UUID.randomUUID();
  private ServerHarness server;

  LogDownloadSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_line_has_the_time_the_level_the_name_and_the_message() throws IOException {
    store(record(20, "first", 0), record(50, "two\nlines", 1), record(25, "third", 2));

    assertThat(text(all()))
        .isEqualTo(
            """
            2026-11-27T12:00:00.123Z INFO    rigel.test | first
            2026-11-27T12:00:01.123Z CRITICAL rigel.test | two
            lines
            2026-11-27T12:00:02.123Z Level 25 rigel.test | third
            """);
  }

  /** More pages than one, whose last and first records have the same time. */
  @Test
  void every_record_is_there_once_in_the_order_of_time() throws IOException {
    var many = 2 * LogDownload.PAGE + 500;
    var times = IntStream.range(0, many).map(i -> i < 300 ? i : i < 1_900 ? 1_000 : i).boxed();
    store(times.map(second -> record(20, "at " + second, second)).toArray(LogCreate[]::new));

    var records = records(all());

    assertThat(records).extracting(LogResponse::id).doesNotHaveDuplicates().hasSize(many);
    assertThat(records).extracting(LogResponse::timestamp).isSorted();
    assertThat(records.get(many - 1).message()).isEqualTo("at " + (many - 1));
  }

  @Test
  void a_page_that_is_the_last_and_full_is_followed_by_nothing() throws IOException {
    store(
        IntStream.range(0, LogDownload.PAGE)
            .mapToObj(i -> record(20, "m", i))
            .toArray(LogCreate[]::new));

    assertThat(text(all()).lines()).hasSize(LogDownload.PAGE);
  }

  @Test
  void what_is_not_asked_for_is_left_out() throws IOException {
    var ofTask =
        LogCreateBuilder.builder(record(40, "Connection REFUSED by peer", 2))
            .taskRunId(task)
            .build();
    var other =
        LogCreateBuilder.builder(record(40, "of another run", 0))
            .flowRunId(UUID.randomUUID())
            .build();
    store(record(30, "connection refused", 0), record(20, "nothing", 1), ofTask, other);

    assertThat(messages(wanted().level(new Match.Levels(30, null)).build()))
        .containsExactly("connection refused", "Connection REFUSED by peer");
    assertThat(messages(wanted().message(new Match.Like("n refused B")).build()))
        .containsExactly("Connection REFUSED by peer");
    assertThat(messages(wanted().taskRunId(new Match.Ids(List.of(task))).build()))
        .containsExactly("Connection REFUSED by peer");
    assertThat(messages(wanted().message(new Match.Like("nowhere")).build())).isEmpty();
  }

  @Test
  void a_listing_finds_what_a_message_contains_too() {
    store(record(20, "Read 12 rows", 0), record(20, "wrote 12 ROWS", 1), record(20, "done", 2));
    var filter = wanted().message(new Match.Like("ROWS")).build();

    var found =
        server.get(Logs.class).list(new LogQuery(filter, LogSort.TIMESTAMP_ASC, null, null));

    assertThat(found)
        .extracting(LogResponse::message)
        .containsExactly("Read 12 rows", "wrote 12 ROWS");
  }

  @Test
  void a_file_that_breaks_off_says_so() throws IOException {
    var seconds = IntStream.range(0, LogDownload.PAGE + 1);
    store(seconds.mapToObj(i -> record(20, "m", i)).toArray(LogCreate[]::new));
    var out = new ByteArrayOutputStream();

    download(all(), LogFormat.jsonl, afterItsFirstBytes(out, this::dropTheTable));

    assertThat(out.toString(UTF_8).lines())
        .hasSize(LogDownload.PAGE + 1)
        .last()
        .asString()
        .startsWith("{\"error\":\"The log breaks off here");
  }

  private void dropTheTable() {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop table log");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OutputStream afterItsFirstBytes(OutputStream out, Runnable harm) {
    return new OutputStream() {
      private boolean done;

      @Override
      public void write(int b) throws IOException {
        out.write(b);
        if (!done) {
          done = true;
          harm.run();
        }
      }
    };
  }

  private LogCreate record(int level, String message, int second) {
    return LogCreateBuilder.builder()
        .name("rigel.test")
        .level(level)
        .message(message)
        .timestamp(NOON.plusSeconds(second))
        .flowRunId(run)
        .build();
  }

  private void store(LogCreate... records) {
    server.get(Logs.class).store(List.of(records));
  }

  private LogFilterBuilder wanted() {
    return LogFilterBuilder.builder().flowRunId(new Match.Ids(List.of(run)));
  }

  private LogFilter all() {
    return wanted().build();
  }

  private String text(LogFilter filter) throws IOException {
    return file(filter, LogFormat.text);
  }

  private List<String> messages(LogFilter filter) throws IOException {
    return records(filter).stream().map(LogResponse::message).toList();
  }

  private List<LogResponse> records(LogFilter filter) throws IOException {
    return file(filter, LogFormat.jsonl).lines().map(LogDownloadSuite::parsed).toList();
  }

  private static LogResponse parsed(String line) {
    try {
      return Json.mapper().readValue(line, LogResponse.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(line, e);
    }
  }

  private String file(LogFilter filter, LogFormat format) throws IOException {
    var out = new ByteArrayOutputStream();
    download(filter, format, out);
    return out.toString(UTF_8);
  }

  private void download(LogFilter filter, LogFormat format, OutputStream out) throws IOException {
    server.get(LogDownload.class).of(filter, format).write(out);
  }
}
