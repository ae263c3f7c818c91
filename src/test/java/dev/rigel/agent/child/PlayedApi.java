package dev.rigel.agent.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.json.StorableText;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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

  /** As the reference, which knows no such call. */
  private static final Reply NO_RECORDS = Reply.refusal(404, "Not Found");

  private final Map<String, String> taskKeys = new ConcurrentHashMap<>();
  private final ScriptedApi api = new ScriptedApi();
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

  PlayedApi() {
    var run = "/flow_runs/" + flowRunId;
    api.trouble(call -> isHiddenNow() ? Optional.of(Reply.NO_SUCH_PAGE) : Optional.empty());
    api.on("GET " + run, call -> Reply.json(200, flowRun()))
        .on("POST " + run + "/set_state", call -> flowRunState(call.json()))
        .on("GET /deployments/" + deploymentId, call -> Reply.json(200, deployment()))
        .on("POST /flow_run_jobs/" + flowRunId + "/attempts", call -> NO_RECORDS)
        .on("POST /logs/", call -> takeLogs(call.json()))
        .on("POST /task_runs/", call -> ofTaskRun(() -> Reply.json(201, taskRun(call.json()))))
        .otherwise(call -> call.path().contains("/task_runs/") ? taskRun(call) : unknown());
  }

  /** So many calls are answered 404 with a page, as by Payara while it starts. */
  void hiddenFor(int calls) {
    hidden.set(calls);
  }

  boolean isHidden() {
    return hidden.get() > 0;
  }

  String url() {
    return api.url();
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

  /** Its end is asked for. */
  void askForTheEnd() {
    enter("RUNNING");
    ((ObjectNode) stored).put("name", "Cancelling");
  }

  private void enter(String type) {
    storedId = UUID.randomUUID().toString();
    stored = object().put("type", type).put("message", "by somebody else");
  }

  private static List<String> types(List<JsonNode> proposals) {
    return proposals.stream().map(p -> p.at("/state/type").textValue()).toList();
  }

  private boolean isHiddenNow() {
    return hidden.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0;
  }

  private static Reply unknown() {
    return Reply.refusal(404, "Flow run not found");
  }

  private Reply ofTaskRun(Supplier<Reply> reply) {
    return refusesTaskRuns ? Reply.refusal(404, "no such flow run") : reply.get();
  }

  /** One by its id, or a state that is proposed for it. */
  private Reply taskRun(Call call) {
    var id = call.path().split("/")[3];
    return ofTaskRun(
        () -> {
          if (!call.path().endsWith("/set_state")) {
            return Reply.json(200, object().put("id", id));
          }
          taskRunStates
              .computeIfAbsent(taskKeys.get(id), key -> new CopyOnWriteArrayList<>())
              .add(call.json());
          return Reply.json(201, result("ACCEPT", call.json().get("state")));
        });
  }

  private Reply takeLogs(JsonNode batch) {
    if (!batch.findValuesAsText("message").stream().allMatch(StorableText::isStorable)) {
      return Reply.refusal(422, "not permitted");
    }
    batch.forEach(logs::add);
    return Reply.of(201, "null");
  }

  private Reply flowRunState(JsonNode body) {
    flowRunStates.add(body);
    var treatment = treatments.isEmpty() ? Treatment.ACCEPT : treatments.remove();
    switch (treatment) {
      case FAIL:
        return Reply.json(500, Map.of("exception_message", "Internal Server Error"));
      case BUSY:
        return Reply.refusal(503, "busy");
      case ABORT:
        return Reply.json(200, result("ABORT", null));
      default:
        stored = treatment == Treatment.LOSE_RETRY ? retry() : body.get("state");
        storedId =
            keepsProposalIds ? body.path("proposal_id").asText() : UUID.randomUUID().toString();
    }
    if (treatment == Treatment.LOSE_ANSWER || treatment == Treatment.LOSE_RETRY) {
      return Reply.CUT;
    }
    if (treatment == Treatment.RESTART) {
      hiddenFor(5);
    }
    var result = result("ACCEPT", stored);
    ((ObjectNode) result.get("state")).put("id", storedId);
    return Reply.json(201, result);
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
    var usual = type.charAt(0) + type.substring(1).toLowerCase(Locale.ROOT);
    return state
        .put("type", type)
        .put("message", proposed.path("message").asText(null))
        .put("name", proposed.path("name").asText(usual));
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  @Override
  public void close() {
    api.close();
  }
}
