package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_KEY;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.admin.AdminApi;
import dev.rigel.contract.admin.RootApi;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.concurrencylimit.ConcurrencyLimitsApi;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client does, whatever carries its calls. */
abstract class ApiClientSuite {
  private static final UUID ID = UUID.fromString("a51adf8c-58bb-4949-abe6-1b87af46eabd");
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir Path home;
  private final ScriptedApi server = new ScriptedApi();
  private final List<Duration> slept = new ArrayList<>();

  private final Transport transport;

  ApiClientSuite(Transport transport) {
    this.transport = transport;
  }

  private boolean sleep(Duration time) {
    return !slept.add(time);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_collection_is_called_with_a_slash_at_its_end() {
    server.next(201, "{\"id\": \"" + ID + "\", \"name\": \"ships\", \"tags\": []}");

    var flow = api().flows().create(new FlowCreate("ships", List.of()));

    assertThat(flow.id()).isEqualTo(ID);
    assertThat(server.calls().get(0).uri()).isEqualTo("/api/flows/");
  }

  @Test
  void a_client_with_another_key_shares_nothing_but_connections() {
    server.next(200, "{}").next(200, "{}");
    var mine = api();

    mine.withKey("of-one-run").flows().read(ID);
    mine.flows().read(ID);

    assertThat(server.calls().get(0).header("Authorization")).isEqualTo("Bearer of-one-run");
    assertThat(server.calls().get(1).header("Authorization")).isEqualTo("Bearer hush");
  }

  @Test
  void what_is_answered_later_fails_as_any_other_call() {
    try (var later = api().answeredLater(Duration.ofSeconds(1), A_MINUTE)) {
      server.next(404, "{\"detail\": \"Agent is unknown\"}").next(Reply.CUT);

      var unknown = failureOf(later);
      var cut = failureOf(later);

      assertThat(unknown.isNotFound()).isTrue();
      assertThat(unknown.detail()).isEqualTo("Agent is unknown");
      assertThat(cut.isOutage()).isTrue();
    }
  }

  @Test
  void calls_that_are_not_answered_keep_up_no_others() {
    try (var later = api().answeredLater(A_MINUTE, A_MINUTE)) {
      var agents = later.of(AgentsApi.class);
      var exchange = AgentExchangeBuilder.builder().requestId(ID).build();
      for (int i = 0; i < 30; i++) {
        server.next(Reply.HELD);
        agents.exchange(ID, exchange);
      }
      await().until(() -> server.calls().size() == 30);
    }
  }

  @Test
  void what_never_comes_is_waited_for_no_longer_than_one_has_patience() {
    var patience = Duration.ofMillis(200);
    try (var later = api().answeredLater(patience, patience)) {
      server.next(Reply.HELD);

      assertThat(failureOf(later).isOutage()).isTrue();
    }
  }

  private static ApiException failureOf(ApiClient later) {
    var exchange = AgentExchangeBuilder.builder().requestId(ID).build();
    var answer = later.of(AgentsApi.class).exchange(ID, exchange).toCompletableFuture();
    var thrown = catchThrowableOfType(CompletionException.class, answer::join);
    return (ApiException) thrown.getCause();
  }

  @Test
  void an_item_is_called_without_one_and_its_name_is_encoded() {
    server.next(200, "{\"name\": \"a b\"}").next(200, "{}");

    api().workQueues().readByName("a b?");
    api().flows().read(ID);

    assertThat(server.calls())
        .extracting(Call::uri)
        .containsExactly("/api/work_queues/name/a%20b%3F", "/api/flows/" + ID);
  }

  @Test
  void whatever_a_name_holds_it_is_one_segment() {
    server.next(200, "{}");

    api().of(ConcurrencyLimitsApi.class).readByTag("a/b;c?d#e%2F&é+");

    assertThat(server.calls().get(0).uri())
        .isEqualTo("/api/concurrency_limits/tag/a%2Fb%3Bc%3Fd%23e%252F&%C3%A9+");
  }

  @Test
  void every_call_carries_version_and_key() {
    server.next(200, "true");

    assertThat(api().of(RootApi.class).health()).isTrue();

    assertThat(server.calls().get(0).header("X-PREFECT-API-VERSION")).isEqualTo("0.8.3");
    assertThat(server.calls().get(0).header("Authorization")).isEqualTo("Bearer hush");
  }

  @Test
  void texts_and_numbers_are_json() {
    server.next(200, "\"2.6.9\"").next(200, "17");

    assertThat(api().of(AdminApi.class).version()).isEqualTo("2.6.9");
    assertThat(api().flowRuns().count(CountQuery.ALL)).isEqualTo(17);
  }

  @Test
  void an_empty_answer_and_a_null_one_are_fine_where_nothing_is_expected() {
    server.next(201, "null").next(204, "");

    api()
        .logs()
        .create(
            List.of(
                LogCreateBuilder.builder()
                    .name("l")
                    .level(20)
                    .message("hi")
                    .timestamp(OffsetDateTime.now())
                    .flowRunId(ID)
                    .build()));
    api().workQueues().delete(ID);

    assertThat(server.calls().get(0).uri()).isEqualTo("/api/logs/");
    assertThat(server.calls().get(0).body()).startsWith("[{\"name\":\"l\",\"level\":20");
  }

  @Test
  void a_poll_names_only_what_it_gives() {
    server.next(200, "[]");

    api().workQueues().getRuns(ID, GetRunsBuilder.builder().limit(10).build(), null);

    assertThat(server.calls().get(0).body()).isEqualTo("{\"limit\":10}");
  }

  @Test
  void a_refusal_says_what_the_server_says() {
    server
        .next(404, "{\"detail\": \"Flow not found\"}")
        .next(404, "{\"exception_message\": \"Flow run with id 7 not found\"}")
        .next(
            422,
            """
            {"exception_message": "Invalid request received.", "request_body": {},
             "exception_detail": [
               {"loc": ["body", "name"], "msg": "field required", "type": "value_error.missing"},
               {"loc": ["body", "tags", 0], "msg": "str type expected", "type": "type_error.str"}]}
            """)
        .next(502, "<html>\\n<h1>Bad Gateway</h1></html>");

    assertThat(refusal()).hasMessage("Flow not found (HTTP 404)");
    assertThat(refusal()).hasMessage("Flow run with id 7 not found (HTTP 404)");
    assertThat(refusal())
        .hasMessage("name: field required; tags.0: str type expected (HTTP 422)")
        .returns(422, ApiException::status);
    assertThat(refusal()).hasMessage("Bad Gateway (HTTP 502)");
    assertThat(slept).isEmpty();
  }

  /** Payara and WildFly while they start, proxies, load balancers, portals with a login page. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "404 | text/html        | <html><body><h1>HTTP Status 404 - Not Found</h1></body></html>",
        "404 | text/html        | <html><head><title>Error</title></head><body>Not Found</body>",
        "404 | text/plain       | 404 page not found",
        "404 | application/json | {\"message\": \"no Route matched with those values\"}",
        "404 | application/json | {\"detail\": \"Not Found\"}",
        "404 | application/json | \"Flow not found\"",
        "404 | application/json | {\"detail\": null}",
        "404 | -                | -",
        "409 | text/html        | <html>Conflict</html>",
        "400 | -                | -",
        "401 | text/html        | <html>Who are you?</html>",
        "403 | text/html        | <html>Forbidden</html>",
        "302 | text/html        | <html>Please log in</html>",
        "307 | -                | -",
        "500 | -                | -",
        "500 | application/json | {\"exception_message\": \"Internal Server Error\"}",
        "502 | text/html        | <html><h1>Bad Gateway</h1></html>",
        "504 | text/html        | <html><h1>Gateway Time-out</h1></html>",
        "200 | text/html        | <html>Please log in</html>",
        "200 | application/json | <html>Please log in</html>",
        "200 | application/json | -",
        "200 | application/json | null",
        "200 | -                | -",
        "204 | -                | -",
      })
  void what_is_not_in_the_api_s_own_words_is_an_outage(int status, String type, String body) {
    var headers = Map.of("Content-Type", type == null ? "" : type);
    server.next(Reply.of(status, body == null ? "" : body, headers));

    assertThat(refusal())
        .returns(true, ApiException::isOutage)
        .returns(false, ApiException::isNotFound)
        .returns(false, ApiException::isConflict);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/plain", ""})
  void a_call_without_a_result_does_not_take_a_page_for_its_success(String type) {
    server.next(Reply.of(200, "<html>Please log in</html>", Map.of("Content-Type", type)));

    assertThat(catchThrowableOfType(ApiException.class, () -> api().logs().create(List.of())))
        .returns(true, ApiException::isOutage);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 409, 422})
  void a_refusal_in_the_api_s_own_words_is_final(int status) {
    server.next(status, "{\"detail\": \"Flow not found\"}");

    assertThat(refusal())
        .returns(false, ApiException::isOutage)
        .returns(status == 404, ApiException::isNotFound)
        .returns(status == 409, ApiException::isConflict);
  }

  @ParameterizedTest
  @ValueSource(ints = {413, 414, 431})
  void what_is_too_large_for_a_proxy_stays_so(int status) {
    server.next(Reply.of(status, "<html>too large</html>", Map.of("Content-Type", "text/html")));

    assertThat(refusal()).returns(false, ApiException::isOutage);
  }

  @Test
  void an_answer_of_somebody_else_is_told_from_one_of_the_api() {
    server.next(Reply.of(404, "<html>", Map.of("Content-Type", "text/html")));

    assertThat(refusal())
        .hasMessageMatching(
            "Not Found \\(HTTP 404, but not from the API at http://127.0.0.1:\\d+/api: it may be"
                + " starting, or hidden\\)");
  }

  @Test
  void a_busy_server_is_asked_five_times_more() {
    for (int i = 0; i < 6; i++) {
      server.next(i % 2 == 0 ? 429 : 503, "{}");
    }

    assertThat(refusal().isOutage()).isTrue();
    assertThat(slept).extracting(Duration::toSeconds).containsExactly(2L, 4L, 8L, 16L, 32L);
    assertThat(server.calls()).hasSize(6);
  }

  @Test
  void a_busy_server_may_say_when_to_come_again() {
    server.next(Reply.of(429, "{}", Map.of("Retry-After", "7"))).next(200, "{\"name\": \"ships\"}");

    assertThat(api().flows().read(ID).name()).isEqualTo("ships");
    assertThat(slept).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void an_answer_that_is_not_of_this_api_is_one_clear_line() {
    server.next(200, "<html>\n");

    assertThat(refusal().getMessage())
        .startsWith("no usable answer from the API at " + server.url())
        .doesNotContain("\n");
  }

  @Test
  void a_server_that_is_not_there_is_tried_three_times_more() throws IOException {
    int free;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    var nobody = URI.create("http://127.0.0.1:" + free + "/api");

    var failure =
        catchThrowableOfType(
            ApiException.class,
            () -> new ApiClient(settings(nobody), transport, this::sleep).flows().read(ID));

    assertThat(failure.getMessage()).startsWith("cannot reach the API at " + nobody);
    assertThat(failure.isOutage()).isTrue();
    assertThat(slept).hasSize(3);
  }

  private ApiException refusal() {
    return catchThrowableOfType(ApiException.class, () -> api().flows().read(ID));
  }

  private ApiClient api() {
    return new ApiClient(settings(URI.create(server.url())), transport, this::sleep);
  }

  private ClientSettings settings(URI api) {
    return GivenSettings.of(
        Map.of(API_URL, api.toString(), API_KEY, "hush", HOME, home.toString()));
  }
}
