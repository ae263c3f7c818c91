package dev.rigel.it;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Agents that register, wait for runs and speak for them by a token. */
@OnServer
class AgentsIT {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final Rigel rigel;
  private final ApiClient api;

  AgentsIT(Rigel rigel) {
    this.rigel = rigel;
    api = rigel.api();
  }

  @Test
  void a_waiting_agent_is_given_a_run_as_soon_as_there_is_one() {
    var site = Site.unlimited(api);
    var agent = register(site);
    var waiting = exchangeLater(agent, Map.of("free", 1, "longest_wait", 30));
    awaitWaiting(agent);

    var run = site.dueRun();

    var claims = waiting.join().path("claims");
    assertThat(claims).hasSize(1);
    assertThat(claims.path(0).path("flow_run").path("id").asText()).isEqualTo(run.id().toString());
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(PENDING);
    assertThat(read(agent).path("flow_run_ids").path(0).asText()).isEqualTo(run.id().toString());
  }

  @Test
  void a_run_comes_due_a_queue_is_resumed_and_a_cancel_is_asked_for() {
    var site = Site.unlimited(api);
    var agent = register(site);
    api.workQueues().update(site.queue.id(), WorkQueueUpdate.paused(true));
    var run = site.runDue(Site.now().plusSeconds(1));
    var waiting = exchangeLater(agent, Map.of("free", 1, "longest_wait", 30));
    awaitWaiting(agent);

    api.workQueues().update(site.queue.id(), WorkQueueUpdate.paused(false));

    assertThat(waiting.join().path("claims")).hasSize(1);
    var having = Map.<String, Object>of("flow_run_ids", List.of(run.id()), "longest_wait", 30);
    var second = exchangeLater(agent, having);
    api.flowRuns().cancel(run.id(), false);
    assertThat(second.join().path("cancel").path(0).asText()).isEqualTo(run.id().toString());
    assertThat(api.flowRuns().read(run.id()).stateType()).isEqualTo(CANCELLED);
  }

  @Test
  void nothing_to_say_is_said_in_time() {
    var agent = register(Site.unlimited(api));

    var orders = exchange(agent, Map.of("free", 1, "longest_wait", 0.3));

    assertThat(orders.path("claims")).isEmpty();
  }

  @Test
  void many_wait_and_each_run_goes_to_one() {
    var site = Site.unlimited(api);
    var agents = IntStream.range(0, 20).mapToObj(i -> register(site)).toList();
    var waiting =
        agents.stream()
            .map(agent -> exchangeLater(agent, Map.of("free", 1, "longest_wait", 30)))
            .toList();
    agents.forEach(this::awaitWaiting);

    var runs =
        IntStream.range(0, 20)
            .mapToObj(i -> site.dueRun().id().toString())
            .collect(Collectors.toSet());

    var given =
        waiting.stream()
            .map(CompletableFuture::join)
            .flatMap(orders -> StreamSupport.stream(orders.path("claims").spliterator(), false))
            .map(claim -> claim.path("flow_run").path("id").asText())
            .toList();
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(runs);
  }

  @Test
  void a_token_writes_until_its_run_is_taken_away() {
    var site = Site.unlimited(api);
    var agent = register(site);
    var run = site.dueRun().id();
    var claim = exchange(agent, Map.of("free", 1)).path("claims").path(0);
    var process = rigel.http().with("Authorization", "Bearer " + claim.path("token").asText());
    assertThat(process.post("/flow_runs/" + run + "/set_state", running()).status()).isEqualTo(201);
    assertThat(process.post("/logs/", log(run)).status()).isEqualTo(201);
    assertThat(process.post("/task_runs/", task(run)).status()).isEqualTo(201);

    exchange(agent, Map.of());

    var state = process.post("/flow_runs/" + run + "/set_state", running());
    assertThat(state.json().path("status").asText()).isEqualTo("ABORT");
    assertThat(process.post("/logs/", log(run)).status()).isEqualTo(403);
    var refused = process.post("/task_runs/", task(run));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText()).contains("taken from its agent");
    assertThat(process.get("/flow_runs/" + run).json().path("state_type").asText())
        .isEqualTo("CRASHED");
    assertThat(rigel.http().post("/logs/", log(run)).status()).isEqualTo(201);
  }

  @Test
  void a_dead_token_reads_and_no_operation_lets_it_write() {
    var site = Site.unlimited(api);
    var agent = register(site);
    var run = site.dueRun().id();
    var claim = exchange(agent, Map.of("free", 1)).path("claims").path(0);
    exchange(agent, Map.of());
    var process = rigel.http().with("Authorization", "Bearer " + claim.path("token").asText());

    var wrong = new ArrayList<String>();
    operations()
        .forEach(
            operation -> {
              var path = operation.path().replace("{id}", run.toString());
              path = path.replaceAll("\\{[^}]*}", run.toString());
              var body = Set.of("GET", "DELETE").contains(operation.method()) ? null : "{}";
              var answer = process.send(operation.method(), path, body);
              var isRefused = answer.status() == 403 && answer.text().contains("taken from its");
              if (isRefused == operation.isRead()) {
                wrong.add(operation + ": " + answer.status() + " " + answer.text());
              }
            });

    assertThat(wrong).isEmpty();
    assertThat(api.flowRuns().read(run).stateType()).isEqualTo(SCHEDULED);
  }

  private record Operation(String method, String path) {
    /** As this is told by the words of the API; a proposal for a flow run is answered ABORT. */
    boolean isRead() {
      return method.equals("GET")
          || method.equals("POST") && path.matches(".*/(filter|count|history|get_runs)")
          || path.equals("/flow_runs/{id}/set_state");
    }
  }

  private List<Operation> operations() {
    var found = new ArrayList<Operation>();
    for (var path : rigel.http().get("/openapi.json").json().path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          var name = method.getKey().toUpperCase(Locale.ROOT);
          found.add(new Operation(name, path.getKey().substring("/api".length())));
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(80);
    return found;
  }

  @Test
  void one_that_signs_off_is_listed_as_gone() {
    var agent = register(Site.unlimited(api));

    assertThat(rigel.http().send("DELETE", "/agents/" + agent, null).status()).isEqualTo(204);

    assertThat(read(agent).path("state").asText()).isEqualTo("GONE");
    var after = rigel.http().post("/agents/" + agent + "/exchange", body(Map.of()));
    assertThat(after.status()).isEqualTo(404);
    var gone = rigel.http().post("/agents/filter", "{\"states\": [\"GONE\"]}").json();
    assertThat(gone).anyMatch(one -> one.path("id").asText().equals(agent));
  }

  @Test
  void bad_exchanges_are_refused_and_change_nothing() {
    var site = Site.unlimited(api);
    var agent = register(site);
    var run = site.dueRun().id();

    assertThat(rigel.http().post("/agents/" + agent + "/exchange", "{\"free\": 1}").status())
        .isEqualTo(422);
    assertThat(
            rigel.http().post("/agents/" + agent + "/exchange", body(Map.of("free", -1))).status())
        .isEqualTo(422);
    var unknown = "/agents/" + UUID.randomUUID() + "/exchange";
    assertThat(rigel.http().post(unknown, body(Map.of("free", 1))).status()).isEqualTo(404);
    assertThat(site.poll()).containsExactly(run);
  }

  private String register(Site site) {
    var body =
        json(Map.of("name", Site.unique("agent"), "queues", List.of(site.queue.name()), "pid", 7));
    var answer = rigel.http().post("/agents/", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asText();
  }

  private JsonNode read(String agent) {
    return rigel.http().get("/agents/" + agent).json();
  }

  /** Its exchange has been heard. */
  private void awaitWaiting(String agent) {
    await().atMost(Duration.ofSeconds(20)).until(() -> read(agent).path("free").asInt() == 1);
  }

  private JsonNode exchange(String agent, Map<String, Object> more) {
    var answer = rigel.http().post("/agents/" + agent + "/exchange", body(more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private CompletableFuture<JsonNode> exchangeLater(String agent, Map<String, Object> more) {
    var client = new Http(rigel.apiUrl(), Duration.ofSeconds(60));
    var future = new CompletableFuture<JsonNode>();
    new Thread(
            () -> {
              try {
                future.complete(client.post("/agents/" + agent + "/exchange", body(more)).json());
              } catch (RuntimeException e) {
                future.completeExceptionally(e);
              }
            })
        .start();
    return future;
  }

  private static String body(Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.put("request_id", UUID.randomUUID());
    return json(body);
  }

  private static String running() {
    return json(Map.of("state", Map.of("type", "RUNNING")));
  }

  private static String log(UUID run) {
    return json(
        List.of(
            Map.of(
                "name",
                "a",
                "level",
                20,
                "message",
                "hello",
                "timestamp",
                Site.now().toString(),
                "flow_run_id",
                run)));
  }

  private static String task(UUID run) {
    return json(
        Map.of("flow_run_id", run, "task_key", UUID.randomUUID().toString(), "dynamic_key", "0"));
  }

  private static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
