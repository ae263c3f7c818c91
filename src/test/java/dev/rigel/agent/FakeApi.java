package dev.rigel.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.StateType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of the API as agents use, in memory, with the gate's rules for flow runs. */
final class FakeApi implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> queues = new LinkedHashMap<>();
  private final Map<UUID, Run> runs = new LinkedHashMap<>();
  private final Map<UUID, Run> taskRuns = new LinkedHashMap<>();
  private final Map<UUID, ObjectNode> deployments = new LinkedHashMap<>();
  private final Map<UUID, ObjectNode> blocks = new LinkedHashMap<>();
  private final List<String> polls = new ArrayList<>();
  private final List<String> logs = new ArrayList<>();
  private final Set<String> agents = ConcurrentHashMap.newKeySet();
  private final Set<String> failingPaths = ConcurrentHashMap.newKeySet();
  private final Set<String> refusedNames = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private final Set<UUID> skipped = new HashSet<>();
  private volatile boolean losesNextAnswer;
  private volatile boolean holdsNextAnswer;
  private volatile boolean pollsAreNonsense;
  private volatile boolean hidden;
  private boolean keepsProposalIds = true;
  private JsonNode delayed;
  private boolean delaysNext;

  /** A flow run and all it has been through. */
  private static final class Run {
    final ObjectNode wire = object();
    final List<ObjectNode> states = new ArrayList<>();
    OffsetDateTime due;

    StateType type() {
      return StateType.valueOf(states.get(states.size() - 1).get("type").asText());
    }
  }

  FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/api/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
  }

  /** Every call is answered 500 from now on, or no longer. */
  void down(boolean now) {
    down = now;
  }

  /**
   * From now on every call is answered 404 with a page, as by Payara while it starts; or no more.
   */
  void hidden(boolean now) {
    hidden = now;
  }

  /** From now on as a server of the reference, to which every proposal is a new one. */
  synchronized void keepNoProposalIds() {
    keepsProposalIds = false;
  }

  /** The next proposal is answered 500, and stored just before it is judged the second time. */
  synchronized void storesTheNextProposalWhenItIsRepeated() {
    delaysNext = true;
  }

  /** A queue of this name is refused, in the API's words. */
  void refusing(String queueName) {
    refusedNames.add(queueName);
  }

  /** Calls of paths that contain this are answered 500. */
  void failing(String pathPart) {
    failingPaths.add(pathPart);
  }

  /** The next accepted state is stored, and its answer never sent. */
  void loseNextAnswer() {
    losesNextAnswer = true;
  }

  /** The next accepted state is stored; its answer does not come, and the connection stays open. */
  void holdNextAnswer() {
    holdsNextAnswer = true;
  }

  /** Polls are answered with what no server may answer. */
  void answerPollsWithNonsense(boolean now) {
    pollsAreNonsense = now;
  }

  /** From now on whoever asks for the run finds it cancelled, as by its schedule's policy. */
  synchronized void skipping(UUID run) {
    skipped.add(run);
  }

  synchronized UUID queue(String name) {
    var queue = queues.computeIfAbsent(name, FakeApi::newQueue);
    return UUID.fromString(queue.get("id").asText());
  }

  synchronized void pause(String name, boolean paused) {
    queue(name);
    queues.get(name).put("is_paused", paused);
  }

  synchronized void deleteQueue(String name) {
    queues.remove(name);
  }

  synchronized boolean hasQueue(String name) {
    return queues.containsKey(name);
  }

  /** Names of the queues that were polled, in order. */
  synchronized List<String> polls() {
    return List.copyOf(polls);
  }

  /** Messages of the logs that were sent. */
  synchronized List<String> logs() {
    return List.copyOf(logs);
  }

  /** The ids that polls brought along. */
  Set<String> agents() {
    return Set.copyOf(agents);
  }

  /** A process block. */
  synchronized UUID block(String slug, Map<String, ?> data) {
    var id = UUID.randomUUID();
    var block = object().put("id", id.toString()).put("name", "b");
    block.set("data", Json.mapper().valueToTree(data));
    block.set("block_type", object().put("slug", slug));
    blocks.put(id, block);
    return id;
  }

  /** A deployment; a null block for one without infrastructure. */
  synchronized UUID deployment(UUID block, String entrypoint, Map<String, ?> overrides) {
    var id = UUID.randomUUID();
    var deployment = object().put("id", id.toString()).put("entrypoint", entrypoint);
    deployment.put("infrastructure_document_id", block == null ? null : block.toString());
    deployment.set("infra_overrides", Json.mapper().valueToTree(overrides));
    deployments.put(id, deployment);
    return id;
  }

  /** A run on a queue, due after a while. */
  synchronized UUID run(String queue, UUID deployment, Duration after) {
    var id = UUID.randomUUID();
    var run = new Run();
    run.due = OffsetDateTime.now(CLOCK).plus(after);
    run.wire.put("id", id.toString()).put("name", "calm-heron");
    run.wire.put("work_queue_name", queue).put("deployment_id", deployment.toString());
    run.wire.set("parameters", object().put("limit", 12));
    runs.put(id, run);
    store(run, StateType.SCHEDULED, "planted", null);
    return id;
  }

  /** What the flow gets, in place of the usual. */
  synchronized void parameter(UUID run, String name, String value) {
    runs.get(run).wire.set("parameters", object().put(name, value));
  }

  /** States of the one task run with this key. */
  synchronized List<StateType> taskStates(String taskKey) {
    return taskRuns.values().stream()
        .filter(run -> run.wire.get("task_key").asText().equals(taskKey))
        .flatMap(run -> run.states.stream())
        .map(state -> StateType.valueOf(state.get("type").asText()))
        .toList();
  }

  synchronized void delete(UUID id) {
    runs.remove(id);
  }

  /** As an engine would, past the rules. */
  synchronized void report(UUID id, StateType type) {
    store(runs.get(id), type, "reported", null);
  }

  synchronized List<StateType> states(UUID id) {
    return runs.get(id).states.stream()
        .map(state -> StateType.valueOf(state.get("type").asText()))
        .toList();
  }

  synchronized String lastMessage(UUID id) {
    var states = runs.get(id).states;
    return states.get(states.size() - 1).path("message").asText(null);
  }

  synchronized String pid(UUID id) {
    return runs.get(id).wire.path("infrastructure_pid").asText(null);
  }

  /** When a run was taken: the time of its first PENDING. */
  synchronized OffsetDateTime takenAt(UUID id) {
    return runs.get(id).states.stream()
        .filter(state -> state.get("type").asText().equals("PENDING"))
        .map(state -> OffsetDateTime.parse(state.get("timestamp").asText()))
        .findFirst()
        .orElseThrow();
  }

  synchronized OffsetDateTime dueAt(UUID id) {
    return runs.get(id).due;
  }

  private void handle(HttpExchange call) throws IOException {
    var path = call.getRequestURI().getPath().substring("/api/".length());
    var body = Json.mapper().readTree(call.getRequestBody());
    if (hidden) {
      var page = "<html>HTTP Status 404 - Not Found</html>".getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "text/html");
      call.sendResponseHeaders(404, page.length);
      call.getResponseBody().write(page);
      call.close();
      return;
    }
    if (down || failingPaths.stream().anyMatch(path::contains)) {
      answer(call, 500, object().put("exception_message", "Internal Server Error"));
      return;
    }
    try {
      route(call, path.split("/"), body);
    } catch (RuntimeException e) {
      answer(call, 404, object().put("detail", "no such thing: " + e));
    }
  }

  private synchronized void route(HttpExchange call, String[] path, JsonNode body)
      throws IOException {
    var last = path[path.length - 1];
    switch (path[0] + " " + call.getRequestMethod() + " " + (path.length < 3 ? "" : path[1])) {
      case "work_queues GET name" -> answer(call, 200, found(queues.get(last)));
      case "deployments GET " -> answer(call, 200, found(deployments.get(UUID.fromString(last))));
      case "block_documents GET " -> answer(call, 200, found(blocks.get(UUID.fromString(last))));
      case "flow_runs GET " -> answer(call, 200, wire(runs.get(UUID.fromString(last))));
      case "flow_runs PATCH " -> {
        runs.get(UUID.fromString(last)).wire.setAll((ObjectNode) body);
        answer(call, 204, null);
      }
      case "work_queues POST " -> {
        if (last.equals("filter")) {
          answer(call, 200, matching(body));
        } else if (refusedNames.contains(body.get("name").asText())) {
          answer(call, 422, object().put("detail", "no such names here"));
        } else {
          queue(body.get("name").asText());
          answer(call, 201, queues.get(body.get("name").asText()));
        }
      }
      case "task_runs POST " -> {
        if (last.equals("filter")) {
          answer(call, 200, openTaskRuns(body));
        } else {
          answer(call, 201, newTaskRun(body));
        }
      }
      case "logs POST " -> {
        body.forEach(line -> logs.add(line.get("message").asText()));
        answer(call, 201, null);
      }
      default -> {
        if (path[0].equals("task_runs")) {
          var state = body.get("state");
          var type = StateType.valueOf(state.get("type").asText());
          store(
              taskRuns.get(UUID.fromString(path[1])),
              type,
              state.path("message").asText(null),
              null);
          answer(call, 201, result("ACCEPT", state));
        } else if (last.equals("get_runs")) {
          answer(call, 200, poll(path[1], body));
        } else if (last.equals("set_state")) {
          setState(call, runs.get(UUID.fromString(path[1])), body);
        } else {
          answer(call, 404, object().put("detail", "Not Found"));
        }
      }
    }
  }

  private JsonNode newTaskRun(JsonNode body) {
    var id = UUID.randomUUID();
    var run = new Run();
    run.wire.setAll((ObjectNode) body);
    run.wire.put("id", id.toString());
    store(run, StateType.PENDING, null, null);
    taskRuns.put(id, run);
    return object().put("id", id.toString()).put("state_type", "PENDING");
  }

  private JsonNode openTaskRuns(JsonNode query) {
    var flowRun = query.at("/flow_runs/id/any_/0").asText();
    var open = Json.mapper().createArrayNode();
    taskRuns.forEach(
        (id, run) -> {
          var ofRun = run.wire.get("flow_run_id").asText().equals(flowRun);
          if (ofRun
              && query.at("/task_runs/state/type/any_").toString().contains("" + run.type())) {
            open.addObject().put("id", id.toString());
          }
        });
    return open;
  }

  private JsonNode matching(JsonNode query) {
    var prefix = query.at("/work_queues/name/startswith_/0").asText();
    var matches = Json.mapper().createArrayNode();
    queues.values().stream()
        .filter(queue -> queue.get("name").asText().startsWith(prefix))
        .forEach(matches::add);
    return matches;
  }

  private JsonNode poll(String queueId, JsonNode body) {
    var queue =
        queues.values().stream()
            .filter(q -> q.get("id").asText().equals(queueId))
            .findFirst()
            .orElseThrow();
    var name = queue.get("name").asText();
    polls.add(name);
    agents.add(body.get("agent_id").asText());
    var before = OffsetDateTime.parse(body.get("scheduled_before").asText());
    var ready = Json.mapper().createArrayNode();
    if (pollsAreNonsense) {
      return ready.addNull();
    }
    runs.values().stream()
        .filter(run -> run.wire.get("work_queue_name").asText().equals(name))
        .filter(run -> run.type() == StateType.SCHEDULED && !run.due.isAfter(before))
        .limit(body.get("limit").asInt())
        .forEach(run -> ready.add(wire(run)));
    return ready;
  }

  private void setState(HttpExchange call, Run run, JsonNode body) throws IOException {
    var proposed = StateType.valueOf(body.at("/state/type").asText());
    if (delaysNext) {
      delaysNext = false;
      delayed = body;
      answer(call, 500, object().put("exception_message", "Internal Server Error"));
      return;
    }
    if (delayed != null) {
      store(run, delayed);
      delayed = null;
    }
    var current = run.states.get(run.states.size() - 1);
    if (keepsProposalIds && current.get("id").equals(body.path("proposal_id"))) {
      answer(call, 201, result("ACCEPT", current));
      return;
    }
    var early = Duration.between(OffsetDateTime.now(CLOCK), run.due);
    if (!body.path("force").asBoolean()) {
      if (run.type().isTerminal()
          || proposed.ordinal() <= Math.min(run.type().ordinal(), StateType.RUNNING.ordinal())) {
        answer(call, 200, result("ABORT", null).put("reason", "not from " + run.type()));
        return;
      }
      if (run.type() == StateType.SCHEDULED && !early.isNegative()) {
        answer(call, 200, result("WAIT", null).put("delay_seconds", early.toSeconds() + 1));
        return;
      }
    }
    if (skipped.contains(UUID.fromString(run.wire.get("id").asText()))) {
      store(run, StateType.CANCELLED, "Another one is active.", null);
      answer(call, 201, result("REJECT", run.states.get(run.states.size() - 1)));
      return;
    }
    store(run, body);
    if (losesNextAnswer) {
      losesNextAnswer = false;
      call.close();
    } else if (holdsNextAnswer) {
      holdsNextAnswer = false;
    } else {
      answer(call, 201, result("ACCEPT", run.states.get(run.states.size() - 1)));
    }
  }

  /** The fields of the details lie flat here; {@link #answer} moves them. */
  private static ObjectNode result(String status, JsonNode state) {
    var result = object().put("status", status);
    result.set("state", state);
    return result;
  }

  private void store(Run run, JsonNode proposal) {
    store(
        run,
        StateType.valueOf(proposal.at("/state/type").asText()),
        proposal.at("/state/message").asText(null),
        keepsProposalIds ? proposal.path("proposal_id").asText(null) : null);
  }

  private static void store(Run run, StateType type, String message, String givenId) {
    var id = givenId == null ? UUID.randomUUID().toString() : givenId;
    var state = object().put("id", id).put("type", type.name());
    state.put("name", type.defaultName()).put("message", message);
    state.put("timestamp", OffsetDateTime.now(CLOCK).toString());
    run.states.add(state);
  }

  private static ObjectNode wire(Run run) {
    var wire = run.wire.deepCopy();
    var state = run.states.get(run.states.size() - 1);
    wire.set("state", state);
    wire.put("next_scheduled_start_time", run.due.toString());
    return wire.put("state_type", state.get("type").asText());
  }

  private static ObjectNode newQueue(String name) {
    var queue = object().put("id", UUID.randomUUID().toString()).put("name", name);
    return queue.put("is_paused", false);
  }

  private static <T> T found(T thing) {
    if (thing == null) {
      throw new IllegalArgumentException("unknown");
    }
    return thing;
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static void answer(HttpExchange call, int status, JsonNode body) throws IOException {
    if (body instanceof ObjectNode result && result.has("status")) {
      var details = object().put("type", result.get("status").asText().toLowerCase() + "_details");
      for (var field : List.of("reason", "delay_seconds")) {
        if (result.has(field)) {
          details.set(field, result.remove(field));
        }
      }
      result.set("details", details);
    }
    var bytes = body == null ? new byte[0] : Json.mapper().writeValueAsBytes(body);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
