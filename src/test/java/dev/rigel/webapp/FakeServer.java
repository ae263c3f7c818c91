package dev.rigel.webapp;

import dev.rigel.contract.flow.FlowQuery;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.WorkQueueQuery;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueResponseBuilder;
import dev.rigel.contract.workqueue.WorkQueueStatusResponse;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves {@code src/main/webapp} and the calls of the API that the page makes, with what a test
 * puts in. Bodies are read as the server reads them, so a field that the contract does not know
 * gives 422.
 */
final class FakeServer implements AutoCloseable {
  private static final Path WEBAPP = Path.of("src/main/webapp");
  private static final UUID FLOW = UUID.randomUUID();
  private static final Reply UNKNOWN = Reply.refusal(404, "Not Found");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final Map<UUID, WorkQueueResponse> queues = new ConcurrentHashMap<>();
  private final Map<UUID, WorkQueueStatusResponse> statuses = new ConcurrentHashMap<>();
  private final List<FlowRunResponse> runs = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusal = new AtomicInteger();
  private final AtomicInteger listings = new AtomicInteger();
  private final ScriptedApi api =
      new ScriptedApi().otherwise(call -> call.isOfApi() ? answer(call) : file(call));

  /** Where the page is. */
  URI address() {
    return URI.create(api.address() + "/");
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
  UUID hasRun(String name, StateType state, Duration ago, Duration ran) {
    var run = run(name, state, now().minus(ago), ran);
    runs.add(0, run);
    return run.id();
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

  private Reply answer(Call call) throws IOException {
    if (refusal.get() != 0) {
      return Reply.refusal(refusal.get(), "the database is away");
    }
    try {
      var found = result(call);
      return found == null ? UNKNOWN : Reply.json(200, found);
    } catch (InvalidBody e) {
      return Reply.refusal(422, e.getMessage());
    }
  }

  private Object result(Call call) {
    switch (call.name()) {
      case "POST /work_queues/filter":
        BodyReader.read(call.json(), WorkQueueQuery.class);
        listings.incrementAndGet();
        return queues.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
      case "POST /flow_runs/filter":
        BodyReader.read(call.json(), FlowRunQuery.class);
        return runs;
      case "POST /flows/filter":
        BodyReader.read(call.json(), FlowQuery.class);
        return List.of(flow());
      default:
        return one(call.name().split("/"));
    }
  }

  private Object one(String[] path) {
    var id = UUID.fromString(path[2]);
    return switch (path[0] + path[1]) {
      case "GET work_queues" -> statuses.get(id);
      case "GET flows" -> flow();
      case "GET flow_runs" ->
          runs.stream().filter(run -> run.id().equals(id)).findFirst().orElse(null);
      default -> null;
    };
  }

  private static FlowResponse flow() {
    return FlowResponseBuilder.builder()
        .id(FLOW)
        .created(now())
        .updated(now())
        .name("weather-report")
        .tags(List.of())
        .build();
  }

  private static Reply file(Call call) throws IOException {
    var path = call.path().equals("/") ? "/index.html" : call.path();
    var file = WEBAPP.resolve(path.substring(1));
    var type = TYPES.get(path.replaceFirst(".*\\.", ""));
    return type == null || !Files.isRegularFile(file)
        ? UNKNOWN
        : new Reply(200, Files.readAllBytes(file), Map.of("Content-Type", type));
  }

  /** From now on nobody answers. */
  @Override
  public void close() {
    api.close();
  }
}
