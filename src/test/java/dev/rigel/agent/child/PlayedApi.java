package dev.rigel.agent.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.StorableText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of the API as one flow run needs, on a free port of the loopback address. */
final class PlayedApi implements AutoCloseable {
  final UUID flowRunId = UUID.randomUUID();
  final UUID deploymentId = UUID.randomUUID();

  /** States proposed for the flow run. */
  final List<JsonNode> flowRunStates = new CopyOnWriteArrayList<>();

  /** States proposed for task runs, by task key. */
  final Map<String, List<JsonNode>> taskRunStates = new ConcurrentHashMap<>();

  final List<JsonNode> logs = new CopyOnWriteArrayList<>();

  /** How to treat the next proposals for the flow run, before all others are accepted. */
  final Queue<Treatment> treatments = new ConcurrentLinkedQueue<>();

  /** Whether there is no such flow run any more, as far as its task runs go. */
  volatile boolean refusesTaskRuns;

  String entrypoint = "batch:weather-report";
  Map<String, Object> parameters = Map.of();
  private final Map<String, String> taskKeys = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final AtomicInteger hidden = new AtomicInteger();
  volatile boolean keepsProposalIds = true;
  private volatile JsonNode stored;
  private volatile String storedId;

  enum Treatment {
    /** Stored and answered. */
    ACCEPT,
    /** Answered 500 with nothing stored. */
    FAIL,
    /** Answered 503 with nothing stored. */
    BUSY,
    /** Stored, but the connection is cut before the answer. */
    LOSE_ANSWER,
    /** A retry is stored instead, but the connection is cut before the answer. */
    LOSE_RETRY,
    /** Stored and answered; the server then starts again, and says 404 to the next calls. */
    RESTART,
    /** Refused for good. */
    ABORT
  }

  PlayedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/api/", this::handle);
    server.start();
  }

  /** So many calls are answered 404 with a page, as by Payara while it starts. */
  void hiddenFor(int calls) {
    hidden.set(calls);
  }

  boolean isHidden() {
    return hidden.get() > 0;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  List<String> flowRunStateTypes() {
    return types(flowRunStates);
  }

  List<String> taskRunStateTypes(String taskKey) {
    return types(taskRunStates.getOrDefault(taskKey, List.of()));
  }

  List<String> logMessages() {
    return logs.stream().map(log -> log.get("message").textValue()).toList();
  }

  /** As somebody would, from outside. */
  void cancel() {
    enter("CANCELLED");
  }

  /** Sent back to its queue from outside, and under way again in somebody else's hands. */
  void giveToAnother() {
    enter("RUNNING");
  }

  private void enter(String type) {
    storedId = UUID.randomUUID().toString();
    stored = object().put("type", type).put("message", "by somebody else");
  }

  private static List<String> types(List<JsonNode> proposals) {
    return proposals.stream().map(p -> p.at("/state/type").textValue()).toList();
  }

  private void handle(HttpExchange call) throws IOException {
    var path = call.getRequestURI().getPath().substring("/api/".length());
    var body = Json.mapper().readTree(call.getRequestBody());
    if (hidden.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0) {
      hide(call);
    } else if (path.equals("flow_runs/" + flowRunId)) {
      answer(call, 200, flowRun());
    } else if (path.equals("deployments/" + deploymentId)) {
      answer(call, 200, deployment());
    } else if (path.equals("flow_runs/" + flowRunId + "/set_state")) {
      flowRunState(call, body);
    } else if (refusesTaskRuns && path.startsWith("task_runs/")) {
      answer(call, 404, object().put("detail", "no such flow run"));
    } else if (path.equals("task_runs/")) {
      answer(call, 201, taskRun(body));
    } else if (path.matches("task_runs/[^/]+")) {
      answer(call, 200, object().put("id", path.split("/")[1]));
    } else if (path.matches("task_runs/[^/]+/set_state")) {
      taskRunStates
          .computeIfAbsent(taskKeys.get(path.split("/")[1]), k -> new CopyOnWriteArrayList<>())
          .add(body);
      answer(call, 201, result("ACCEPT", body.get("state")));
    } else if (path.equals("logs/")) {
      takeLogs(call, body);
    } else {
      answer(call, 404, object().put("detail", "Flow run not found"));
    }
  }

  private void takeLogs(HttpExchange call, JsonNode batch) throws IOException {
    if (batch.findValuesAsText("message").stream().allMatch(StorableText::isStorable)) {
      batch.forEach(logs::add);
      answer(call, 201, null);
    } else {
      answer(call, 422, object().put("detail", "not permitted"));
    }
  }

  private void flowRunState(HttpExchange call, JsonNode body) throws IOException {
    flowRunStates.add(body);
    var treatment = treatments.poll();
    if (treatment == Treatment.FAIL) {
      answer(call, 500, object().put("exception_message", "Internal Server Error"));
    } else if (treatment == Treatment.BUSY) {
      answer(call, 503, object().put("detail", "busy"));
    } else if (treatment == Treatment.ABORT) {
      answer(call, 200, result("ABORT", null));
    } else {
      stored = treatment == Treatment.LOSE_RETRY ? retry() : body.get("state");
      storedId =
          keepsProposalIds ? body.path("proposal_id").asText() : UUID.randomUUID().toString();
      if (treatment == Treatment.LOSE_ANSWER || treatment == Treatment.LOSE_RETRY) {
        call.close();
      } else {
        if (treatment == Treatment.RESTART) {
          hiddenFor(5);
        }
        var result = result("ACCEPT", stored);
        ((ObjectNode) result.get("state")).put("id", storedId);
        answer(call, 201, result);
      }
    }
  }

  private static JsonNode retry() {
    return object().put("type", "SCHEDULED");
  }

  private ObjectNode flowRun() {
    var run = object().put("id", flowRunId.toString()).put("name", "brave-otter");
    run.put("deployment_id", deploymentId.toString());
    run.set("parameters", Json.mapper().valueToTree(parameters));
    if (stored != null) {
      run.set("state", state(stored).put("id", storedId));
      run.set("state_type", stored.get("type"));
    }
    return run;
  }

  private ObjectNode deployment() {
    return object().put("id", deploymentId.toString()).put("entrypoint", entrypoint);
  }

  private ObjectNode taskRun(JsonNode body) {
    var id = UUID.randomUUID().toString();
    taskKeys.put(id, body.get("task_key").textValue());
    return object().put("id", id).put("state_type", "PENDING");
  }

  private static ObjectNode result(String status, JsonNode state) {
    var details = object().put("type", status.toLowerCase(Locale.ROOT) + "_details");
    var result = object().put("status", status);
    result.set("details", status.equals("ABORT") ? details.put("reason", "no more") : details);
    result.set("state", state == null ? null : state(state));
    return result;
  }

  private static ObjectNode state(JsonNode proposed) {
    var state = object().put("id", UUID.randomUUID().toString());
    var type = proposed.get("type").textValue();
    return state
        .put("type", type)
        .put("message", proposed.path("message").asText(null))
        .put("name", type.charAt(0) + type.substring(1).toLowerCase(Locale.ROOT));
  }

  private static void hide(HttpExchange call) throws IOException {
    var page = "<html>HTTP Status 404 - Not Found</html>".getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "text/html");
    call.sendResponseHeaders(404, page.length);
    call.getResponseBody().write(page);
    call.close();
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static void answer(HttpExchange call, int status, JsonNode body) throws IOException {
    var bytes = Json.mapper().writeValueAsBytes(body);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
    ((ExecutorService) server.getExecutor()).shutdownNow();
  }
}
