package dev.rigel.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A server that gives an agent as many runs of one deployment as a test says, and keeps nothing of
 * those that have ended. It lets exchanges wait as Rigel's does.
 */
final class PlentyOfWork implements AutoCloseable {
  private static final OffsetDateTime NOW =
      OffsetDateTime.of(2026, 11, 26, 12, 0, 0, 0, ZoneOffset.UTC);
  private static final UUID ID = UUID.randomUUID();

  private final ScriptedApi api = new ScriptedApi().forgetful().otherwise(this::answer);
  private final Map<String, Object> deployment;
  private final Map<String, Object> document;
  private final Set<UUID> given = new HashSet<>();
  private final Map<UUID, StateResponse> states = new ConcurrentHashMap<>();
  private String request = "";
  private List<Claim> claims = List.of();
  private int left;
  private int ended;
  private int reports;
  private int sequence;

  /** Nothing to do yet; the deployment's infrastructure is this. */
  PlentyOfWork(String slug, Map<String, Object> block) {
    deployment =
        Map.of(
            "id",
            ID,
            "entrypoint",
            "batch:engine-numbers",
            "infra_overrides",
            Map.of(),
            "infrastructure_document_id",
            ID);
    document = Map.of("id", ID, "data", block, "block_type", Map.of("id", ID, "slug", slug));
  }

  String url() {
    return api.url();
  }

  /** So many more runs are due. */
  synchronized void add(int runs) {
    left += runs;
    notifyAll();
  }

  /** How many runs the agent does not name any more. */
  synchronized int ended() {
    return ended;
  }

  /** How many runs the agent has reported to have died. */
  synchronized int reports() {
    return reports;
  }

  private Reply answer(Call call) throws IOException {
    var path = call.path().replaceFirst("^/api", "");
    if (path.endsWith("/exchange")) {
      return Reply.json(200, exchanged(call.json()));
    }
    if (path.startsWith("/agents")) {
      return call.method().equals("DELETE") ? Reply.of(204, "") : Reply.json(201, Map.of("id", ID));
    }
    if (path.startsWith("/work_queues")) {
      return Reply.json(200, Map.of("id", ID, "name", "q"));
    }
    if (path.startsWith("/deployments")) {
      return Reply.json(200, deployment);
    }
    if (path.startsWith("/block_documents")) {
      return Reply.json(200, document);
    }
    return path.endsWith("/set_state") ? proposed(id(path), call.json()) : read(call, path);
  }

  private synchronized AgentOrders exchanged(JsonNode told) {
    var mine = told.path("sequence").asInt();
    sequence = Math.max(sequence, mine);
    notifyAll(); // an earlier exchange that waits is answered: nobody reads it
    var isRepeated = told.path("request_id").asText().equals(request);
    var named = new HashSet<UUID>();
    told.path("flow_run_ids").forEach(id -> named.add(UUID.fromString(id.asText())));
    reports += told.path("reports").size();
    told.path("reports")
        .forEach(report -> end(UUID.fromString(report.path("flow_run_id").asText())));
    if (!isRepeated) {
      request = told.path("request_id").asText();
      claims = List.of();
    }
    claims.forEach(claim -> named.add(claim.flowRun().id())); // on their way
    given.stream().filter(id -> !named.contains(id)).toList().forEach(this::end);
    var free = told.path("free").asInt();
    await(told, mine, free);
    if (mine == sequence && claims.isEmpty()) {
      claims = claims(Math.min(left, free));
    }
    return new AgentOrders(mine == sequence ? claims : List.of(), List.of(), List.of(), false);
  }

  /** Until there is something to say, or the agent has something to say, or its time is over. */
  private void await(JsonNode told, int mine, int free) {
    var until = System.nanoTime() + (long) (told.path("longest_wait").asDouble() * 1e9);
    try {
      while (mine == sequence && claims.isEmpty() && Math.min(left, free) == 0) {
        var millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return;
        }
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Claim> claims(int count) {
    left -= count;
    return Stream.generate(this::claim).limit(count).toList();
  }

  private Claim claim() {
    var id = UUID.randomUUID();
    given.add(id);
    states.put(id, state(UUID.randomUUID(), StateType.PENDING));
    var run = run(id);
    return new Claim(run, "rgl_run_" + UUID.randomUUID());
  }

  private void end(UUID run) {
    if (given.remove(run)) {
      ended++;
      states.remove(run);
    }
  }

  private Reply proposed(UUID id, JsonNode proposal) throws IOException {
    var type = StateType.valueOf(proposal.at("/state/type").asText());
    var entered = state(UUID.fromString(proposal.path("proposal_id").asText()), type);
    states.computeIfPresent(id, (run, before) -> entered);
    var answer =
        new OrchestrationResult(entered, SetStateStatus.ACCEPT, new ResponseDetails.Accept());
    return Reply.json(201, answer);
  }

  private static StateResponse state(UUID id, StateType type) {
    return StateResponseBuilder.builder()
        .id(id)
        .type(type)
        .name(type.name())
        .timestamp(NOW)
        .stateDetails(StateDetails.NONE)
        .build();
  }

  private Reply read(Call call, String path) {
    if (path.startsWith("/task_runs")) {
      return Reply.json(201, Map.of("id", UUID.randomUUID(), "name", "step", "task_key", "step"));
    }
    return call.method().equals("GET") ? Reply.json(200, run(id(path))) : Reply.of(204, "");
  }

  /** A run that is read after its end is COMPLETED: whatever it was has said so. */
  private FlowRunResponse run(UUID id) {
    var state = states.getOrDefault(id, state(id, StateType.COMPLETED));
    return FlowRunResponseBuilder.builder()
        .id(id)
        .name("calm-heron")
        .deploymentId(ID)
        .parameters(Map.of("limit", 12))
        .state(state)
        .stateType(state.type())
        .build();
  }

  private static UUID id(String path) {
    return UUID.fromString(path.split("/")[2]);
  }

  @Override
  public void close() {
    api.close();
  }
}
