package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunUpdateBuilder;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** Logs. */
@OnServer
class LogsIT {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");

  private static final Pattern TRACE = Pattern.compile("^\\s+at [\\w.$/@]+\\(.*\\)$");

  private final ApiClient api;
  private final Http http;
  private final AppServer server;
  private final Site site;
  private final UUID run = UUID.randomUUID();

  LogsIT(Rigel rigel) {
    api = rigel.api();
    http = rigel.http();
    server = rigel.server();
    site = Site.unlimited(api);
  }

  @Test
  void records_come_back_in_the_wanted_order() {
    api.logs().create(List.of(record(30, "second", 2), record(20, "first", 1)));

    assertThat(messages(null, LogSort.TIMESTAMP_ASC)).containsExactly("first", "second");
    assertThat(messages(null, LogSort.LEVEL_DESC)).containsExactly("second", "first");
  }

  @Test
  void levels_are_bounds_that_count_themselves() {
    api.logs()
        .create(List.of(record(10, "debug", 0), record(20, "info", 1), record(40, "error", 2)));

    assertThat(messages(new Match.Levels(20, 39), LogSort.TIMESTAMP_ASC)).containsExactly("info");
  }

  @Test
  void an_empty_batch_is_fine() {
    api.logs().create(List.of());

    assertThat(messages(null, LogSort.TIMESTAMP_ASC)).isEmpty();
  }

  @Test
  void a_batch_of_three_megabytes_arrives_whole() {
    var text = "ä€\u0000-free text ".replace("\u0000", "").repeat(1_500);
    api.logs().create(IntStream.range(0, 150).mapToObj(i -> record(20, text, i)).toList());

    var stored = logs(null, LogSort.TIMESTAMP_ASC);

    assertThat(stored).hasSize(150).allSatisfy(log -> assertThat(log.message()).isEqualTo(text));
  }

  @Test
  void more_records_than_one_statement_takes_are_stored() {
    api.logs().create(IntStream.range(0, 4_000).mapToObj(i -> record(20, "m", i)).toList());

    assertThat(api.logs().filter(query(null, LogSort.TIMESTAMP_ASC, 3_900)))
        .hasSize(100)
        .first()
        .satisfies(log -> assertThat(log.timestamp()).isEqualTo(NOON.plusSeconds(3_900)));
  }

  @Test
  void messages_are_found_by_what_they_contain() {
    api.logs().create(List.of(record(20, "Connection REFUSED", 0), record(20, "done", 1)));
    var filter =
        LogFilterBuilder.builder()
            .flowRunId(new Match.Ids(List.of(run)))
            .message(new Match.Like("n refused"))
            .build();

    assertThat(api.logs().filter(new LogQuery(filter, LogSort.TIMESTAMP_ASC, null, null)))
        .extracting(LogResponse::message)
        .containsExactly("Connection REFUSED");
  }

  @Test
  void what_a_run_has_logged_comes_as_a_file() {
    var id = aRunThatLogged(record(20, "zwölf\nlines", 0), record(40, "failed", 1));

    var file = http.get(download(id, "?level=info"));

    assertThat(file.status()).isEqualTo(200);
    assertThat(file.text())
        .isEqualTo(
            """
            2022-11-23T12:00:00.000Z INFO    rigel.test | zwölf
            lines
            2022-11-23T12:00:01.000Z ERROR   rigel.test | failed
            """);
    assertThat(header(file, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(header(file, "Content-Disposition"))
        .matches("attachment; filename=\"[A-Za-z0-9._-]+-" + start(id) + "\\.log\"");
    assertThat(http.get(download(id, "?level=30&format=jsonl&find=FAIL")).json().path("message"))
        .isEqualTo(new TextNode("failed"));
  }

  @Test
  void the_name_of_a_run_makes_no_other_name_of_a_file() {
    var id = site.looseRun(StateCreate.of(StateType.PENDING, null), EmpiricalPolicy.NONE).id();
    var name =
        FlowRunUpdateBuilder.builder().name(JsonNullable.of("../a \"b\"\r\n;é/.c..")).build();
    api.flowRuns().update(id, name);

    assertThat(header(http.get(download(id, "?format=jsonl")), "Content-Disposition"))
        .isEqualTo("attachment; filename=\"a-b-.c-" + start(id) + ".jsonl\"");
  }

  @Test
  void head_tells_of_a_file_without_its_content() {
    var id = aRunThatLogged(record(20, "m", 0));

    var head = http.send("HEAD", download(id, ""), null);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length").orElse("48")).isEqualTo("48");
    assertThat(header(head, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(header(head, "Content-Disposition")).startsWith("attachment; filename=");
  }

  @Test
  void what_cannot_be_asked_for_is_refused() {
    var id = aRunThatLogged();

    assertThat(http.get(download(UUID.randomUUID(), "")).status()).isEqualTo(404);
    assertThat(refused(id, "level=loud")).isEqualTo("[\"query\",\"level\"]");
    assertThat(refused(id, "format=pdf")).isEqualTo("[\"query\",\"format\"]");
    assertThat(refused(id, "task_run_id=7")).isEqualTo("[\"query\",\"task_run_id\"]");
  }

  /**
   * How many records there are is for the heap to bear: {@code -Dit.logs=100000} was tried with 256
   * MB.
   */
  @Test
  void a_long_log_arrives_whole_and_whoever_hangs_up_leaves_no_trace() throws IOException {
    var many = Integer.getInteger("it.logs", 12_000);
    var id = aRunThatLogged();
    for (int from = 0; from < many; from += 2_000) {
      var to = Math.min(many, from + 2_000);
      var text = "a line as long as they are in a log: " + "x".repeat(80);
      api.logs()
          .create(
              IntStream.range(from, to).mapToObj(i -> of(id, record(20, text, i / 7))).toList());
    }
    var before = traces();

    for (int i = 0; i < 5; i++) {
      hangUpOn(download(id, "?format=jsonl"));
    }
    var file = http.get(download(id, "?format=jsonl"));

    assertThat(file.text().lines().distinct()).hasSize(many);
    assertThat(traces()).isEqualTo(before);
  }

  private void hangUpOn(String path) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port)) {
      socket.setSoLinger(true, 0);
      var request = "GET /api" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(2_000)).asString().startsWith("HTTP/1.1 200");
    }
  }

  private List<String> traces() throws IOException {
    try (var lines = Files.lines(server.directory.resolve("console.log"))) {
      return lines.filter(line -> TRACE.matcher(line).matches()).toList();
    }
  }

  private UUID aRunThatLogged(LogCreate... records) {
    var id = site.looseRun(StateCreate.of(StateType.PENDING, null), EmpiricalPolicy.NONE).id();
    api.logs().create(Stream.of(records).map(record -> of(id, record)).toList());
    return id;
  }

  private static LogCreate of(UUID run, LogCreate record) {
    return LogCreateBuilder.builder(record).flowRunId(run).build();
  }

  private String refused(UUID id, String query) {
    var answer = http.get(download(id, "?" + query));
    assertThat(answer.status()).isEqualTo(422);
    return answer.json().at("/exception_detail/0/loc").toString();
  }

  private static String download(UUID id, String query) {
    return "/flow_runs/" + id + "/logs/download" + query;
  }

  private static String start(UUID id) {
    return id.toString().substring(0, 8);
  }

  private static String header(Http.Answer answer, String name) {
    return answer.headers().firstValue(name).orElse("").replace("; charset", ";charset");
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

  private List<String> messages(Match.Levels levels, LogSort sort) {
    return logs(levels, sort).stream().map(LogResponse::message).toList();
  }

  private List<LogResponse> logs(Match.Levels levels, LogSort sort) {
    return api.logs().filter(query(levels, sort, 0));
  }

  private LogQuery query(Match.Levels levels, LogSort sort, int offset) {
    var filter =
        LogFilterBuilder.builder().level(levels).flowRunId(new Match.Ids(List.of(run))).build();
    return new LogQuery(filter, sort, null, offset);
  }
}
