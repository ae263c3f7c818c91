package dev.rigel.webapp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueResponseBuilder;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves {@code src/main/webapp} and the calls of the API that the page makes, with what a test
 * puts in. Bodies are read as the server reads them, so a field that the contract does not know
 * gives 422.
 */
final class FakeServer implements AutoCloseable {
  private static final Path WEBAPP = Path.of("src/main/webapp");
  private static final UUID FLOW = UUID.randomUUID();
  private static final Map<String, String> UNKNOWN = Map.of("detail", "Not Found");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final Map<UUID, WorkQueueResponse> queues = new ConcurrentHashMap<>();
  private final Map<UUID, WorkQueueStatusResponse> statuses = new ConcurrentHashMap<>();
  private final List<FlowRunResponse> runs = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusal = new AtomicInteger();
  private final AtomicInteger listings = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::file);
    server.createContext("/api/", this::call);
    server.start();
  }

  /** Where the page is. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** A queue that was polled a moment ago and has this many late runs. */
  UUID hasQueue(String name, Integer limit, int lateRuns, boolean paused) {
    var id = UUID.randomUUID();
    var polled = now().minusSeconds(5);
    queues.put(
        id,
        WorkQueueResponseBuilder.builder()
            .id(id)
            .created(polled)
            .updated(polled)
            .name(name)
            .description("")
            .isPaused(paused)
            .concurrencyLimit(limit)
            .lastPolled(polled)
            .build());
    statuses.put(
        id,
        new WorkQueueStatusResponse(
            lateRuns == 0, lateRuns, polled, new WorkQueueStatusResponse.HealthCheckPolicy(0, 60)));
    return id;
  }

  /** The queue is still listed and has no status any more. */
  void losesStatusOf(UUID queue) {
    statuses.remove(queue);
  }

  /**
   * A run of the flow {@code weather-report} that started this long ago; the newest comes first.
   */
  void hasRun(String name, StateType state, Duration ago, Duration ran) {
    runs.add(0, run(name, state, now().minus(ago), ran));
  }

  /** The newest run goes on to another state. */
  void newestRunBecomes(StateType state, Duration ran) {
    var old = runs.remove(0);
    runs.add(0, run(old.name(), state, old.startTime(), ran));
  }

  /** Answers every call with this status, or again as usual for 0. */
  void refusesWith(int status) {
    refusal.set(status);
  }

  /** How often the queues were listed. */
  int listings() {
    return listings.get();
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  private static FlowRunResponse run(
      String name, StateType state, OffsetDateTime start, Duration ran) {
    return FlowRunResponseBuilder.builder()
        .id(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .created(start)
        .updated(start)
        .name(name)
        .flowId(FLOW)
        .workQueueName("default")
        .parameters(Map.of())
        .context(Map.of())
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(List.of())
        .stateType(state)
        .stateName(state.defaultName())
        .runCount(1)
        .expectedStartTime(start)
        .startTime(state == StateType.SCHEDULED ? null : start)
        .totalRunTime(ran)
        .estimatedRunTime(ran)
        .estimatedStartTimeDelta(Duration.ZERO)
        .build();
  }

  private void call(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    if (refusal.get() != 0) {
      answer(exchange, refusal.get(), Map.of("detail", "the database is away"));
      return;
    }
    try {
      var path = exchange.getRequestURI().getPath();
      var found = result(exchange.getRequestMethod() + " " + path.replaceFirst("^/api/", ""), body);
      answer(exchange, found == null ? 404 : 200, found == null ? UNKNOWN : found);
    } catch (InvalidBody e) {
      answer(exchange, 422, Map.of("detail", e.getMessage()));
    }
  }

  private Object result(String call, byte[] body) throws IOException {
    switch (call) {
      case "POST work_queues/filter":
        BodyReader.read(Json.mapper().readTree(body), WorkQueueQuery.class);
        listings.incrementAndGet();
        return queues.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
      case "POST flow_runs/filter":
        BodyReader.read(Json.mapper().readTree(body), FlowRunQuery.class);
        return runs;
      case "POST flows/filter":
        BodyReader.read(Json.mapper().readTree(body), FlowQuery.class);
        return List.of(
            FlowResponseBuilder.builder()
                .id(FLOW)
                .created(now())
                .updated(now())
                .name("weather-report")
                .tags(List.of())
                .build());
      default:
        return call.matches("GET work_queues/.*/status")
            ? statuses.get(UUID.fromString(call.split("/")[1]))
            : null;
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var file = WEBAPP.resolve(path.equals("/") ? "index.html" : path.substring(1));
    var type = TYPES.get(path.equals("/") ? "html" : path.replaceFirst(".*\\.", ""));
    if (type == null || !Files.isRegularFile(file)) {
      answer(exchange, 404, UNKNOWN);
      return;
    }
    send(exchange, 200, type, Files.readAllBytes(file));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json", Json.mapper().writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  /** From now on nobody answers. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
