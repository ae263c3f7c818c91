package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.AGENT_STOP;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.client.GivenSettings;
import dev.rigel.contract.json.Json;
import dev.rigel.fixture.LogWatch;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes of real agents; the server is played. */
@Timeout(60)
class HealthPortTest {
  private static final String ID = "05cbc239-7ab7-448d-8236-774c7d6b4b65";
  private static final String TOLD = "Health is told at ";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path home;
  private final LogWatch log = new LogWatch("rigel");
  private final ScriptedApi api = new ScriptedApi();
  private Optional<Agent> agent = Optional.empty();
  private CompletableFuture<Integer> end = CompletableFuture.completedFuture(0);

  @AfterEach
  void endEverything() {
    agent.ifPresent(Agent::close);
    end.handle((status, e) -> status).join();
    api.close();
    log.close();
  }

  private void serverKnowsAgents() {
    api.on("GET /work_queues/name/q", 200, "{\"id\": \"" + ID + "\", \"name\": \"q\"}")
        .on("POST /agents/", 201, "{\"id\": \"" + ID + "\"}")
        .on("DELETE /agents/" + ID, 204, "")
        .on(
            "POST /agents/" + ID + "/exchange",
            200,
            "{\"claims\": [], \"cancel\": [], \"revoked\": [], \"drain\": false}");
  }

  private void serverIsPolled() {
    api.on("GET /work_queues/name/q", 200, "{\"id\": \"" + ID + "\", \"name\": \"q\"}")
        .on("POST /agents/", call -> Reply.refusal(404, "Not Found"))
        .on("POST /work_queues/filter", 200, "[]")
        .on("POST /work_queues/" + ID + "/get_runs", 200, "[]");
  }

  private void serverIs(boolean polled) {
    if (polled) {
      serverIsPolled();
    } else {
      serverKnowsAgents();
    }
  }

  private void serverIsAway(boolean now) {
    api.trouble(call -> now ? Optional.of(Reply.refusal(500, "not now")) : Optional.<Reply>empty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_agent_tells_what_it_is_and_does(boolean polled) throws Exception {
    serverIs(polled);
    start();
    await().until(() -> status("/health/ready") == 200);

    var health = json("/health");

    assertThat(health.path("status").asText()).isEqualTo("UP");
    assertThat(health.path("state").asText()).isEqualTo("ONLINE");
    assertThat(health.path("id").asText()).matches(polled ? "[0-9a-f-]{36}" : ID);
    assertThat(health.path("name").asText()).isEqualTo("night-shift");
    assertThat(health.path("queues").toString()).isEqualTo("[\"q\"]");
    assertThat(health.path("flow_runs").asInt()).isZero();
    assertThat(health.path("free").asInt()).isEqualTo(3);
    assertThat(health.path("seconds_since_answer").asDouble()).isBetween(0.0, 30.0);
    assertThat(status("/health/started")).isEqualTo(200);
    assertThat(status("/health/live")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void one_that_is_not_answered_for_too_long_lives_but_is_not_ready(boolean polled)
      throws Exception {
    serverIs(polled);
    start();
    await().until(() -> status("/health/ready") == 200);

    serverIsAway(true);

    await().until(() -> status("/health/ready") == 503);
    assertThat(json("/health/ready").path("status").asText()).isEqualTo("DOWN");
    assertThat(json("/health/live").path("status").asText()).isEqualTo("UP");
    assertThat(json("/health/live").path("state").asText()).isEqualTo("UNREACHABLE");
    assertThat(status("/health")).isEqualTo(503);

    serverIsAway(false);

    await().until(() -> status("/health/ready") == 200);
    assertThat(json("/health").path("state").asText()).isEqualTo("ONLINE");
  }

  @Test
  void one_that_was_never_answered_starts() throws Exception {
    serverIsAway(true);
    start();

    assertThat(status("/health/live")).isEqualTo(200);
    assertThat(status("/health/ready")).isEqualTo(503);
    assertThat(status("/health/started")).isEqualTo(503);
    var health = json("/health/live");
    assertThat(health.path("state").asText()).isEqualTo("STARTING");
    assertThat(health.path("id").isNull()).isTrue();
    assertThat(health.path("seconds_since_answer").isNull()).isTrue();
  }

  /** A run that waits keeps the agent there. */
  @Test
  void one_that_drains_lives_but_is_not_ready() throws Exception {
    try (var work =
        new PlentyOfWork(
            "process", Map.of("command", List.of("sleep", "600"), "stream_output", false))) {
      start(work.url());
      work.add(1);
      await().until(() -> json("/health").path("flow_runs").asInt() == 1);
      assertThat(json("/health").path("free").asInt()).isEqualTo(2);

      agent.orElseThrow().drain();

      assertThat(status("/health/ready")).isEqualTo(503);
      assertThat(status("/health/live")).isEqualTo(200);
      assertThat(json("/health/live").path("state").asText()).isEqualTo("DRAINING");
      assertThat(json("/health/live").path("free").asInt()).isZero();
      agent.orElseThrow().close();
    }
  }

  @Test
  void only_the_paths_of_health_are_there_and_only_to_be_read() throws Exception {
    serverKnowsAgents();
    start();

    assertThat(status("/")).isEqualTo(404);
    assertThat(status("/health/")).isEqualTo(404);
    var head = HttpRequest.newBuilder(at("/health/live")).method("HEAD", BodyPublishers.noBody());
    assertThat(sent(head).statusCode()).isEqualTo(200);
    var post = HttpRequest.newBuilder(at("/health/live")).POST(BodyPublishers.ofString("{}"));
    assertThat(sent(post).statusCode()).isEqualTo(405);
    assertThat(sent(post).headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void it_ends_with_the_agent_and_would_hold_up_no_jvm() throws Exception {
    serverKnowsAgents();
    start();
    var where = at("/health/live");
    var threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().equals("HTTP-Dispatcher") && t.isDaemon())
            .toList();
    assertThat(threads).isNotEmpty();

    agent.orElseThrow().close();

    assertThatThrownBy(() -> sent(HttpRequest.newBuilder(where))).isInstanceOf(IOException.class);
    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void a_port_that_is_taken_is_refused_in_words() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var agent = agent(api.url(), taken.getLocalPort());

      assertThatThrownBy(agent::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the agent cannot answer for its health at 127.0.0.1 port "
                  + taken.getLocalPort()
                  + " (--health-port, RIGEL_AGENT_HEALTH_PORT): Address already in use");
      agent.close();
    }
    assertThat(api.calls()).isEmpty();
  }

  private void start() {
    start(api.url());
  }

  private void start(String url) {
    var started = agent(url, 0);
    agent = Optional.of(started);
    end = CompletableFuture.supplyAsync(started::run, work -> new Thread(work, "agent").start());
    await().until(() -> log.messages().stream().anyMatch(line -> line.startsWith(TOLD)));
  }

  private Agent agent(String url, int port) {
    var settings =
        GivenSettings.of(
            Map.of(
                API_URL,
                url,
                HOME,
                home.toString(),
                AGENT_LOST,
                "1.5",
                AGENT_QUERY_INTERVAL,
                "0.1",
                AGENT_STOP,
                "2"));
    var options =
        AgentOptionsBuilder.builder()
            .queues(List.of("q"))
            .name("night-shift")
            .limit(3)
            .hideWelcome(true)
            .healthPort(port)
            .build();
    var silent = new PrintStream(PrintStream.nullOutputStream());
    return AgentProgram.agent(options, settings, silent, Clock.systemUTC());
  }

  private URI at(String path) {
    var told =
        log.messages().stream().filter(line -> line.startsWith(TOLD)).findFirst().orElseThrow();
    return URI.create(told.substring(TOLD.length()).replaceFirst("/health\\.$", path));
  }

  private static HttpResponse<String> sent(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private int status(String path) throws IOException, InterruptedException {
    return sent(HttpRequest.newBuilder(at(path))).statusCode();
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return Json.mapper().readTree(sent(HttpRequest.newBuilder(at(path))).body());
  }
}
