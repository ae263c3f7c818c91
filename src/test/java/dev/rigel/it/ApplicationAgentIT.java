package dev.rigel.it;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.agent.AgentQueryBuilder;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * An application on a server of its own that is an agent, by the runner in its {@code WEB-INF/lib}.
 * The last tests end that server in one way after the other.
 */
@OnServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplicationAgentIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Longer than a server waits for an agent that says nothing. */
  private static final Duration LOST = Duration.ofSeconds(90);

  /** Orders; they take some seconds. */
  private static final int MANY = 30_000;

  private static final String QUEUE = "orders " + UUID.randomUUID();
  private static AppServer server;
  private static Path directory;

  private final ApiClient api;

  ApplicationAgentIT(Rigel rigel) {
    this.api = rigel.api();
  }

  @BeforeAll
  static void deploy(Rigel rigel) throws IOException {
    directory = Deployed.DIRECTORY.resolve("orders-app");
    Files.createDirectories(directory);
    server =
        AppServer.prepare(directory, Orders.built(directory))
            .with("PREFECT_API_URL", rigel.apiUrl().toString())
            .with("RIGEL_AGENT_QUEUES", QUEUE)
            .with("RIGEL_AGENT_LABELS", "shop, example");
    server.start();
    server.awaitReady();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void the_application_is_registered_as_an_agent() {
    await().atMost(SOON).until(() -> online().size() == 1);

    var agent = online().get(0);
    assertThat(agent.name()).endsWith("-orders");
    assertThat(agent.queues()).containsExactly(QUEUE);
    assertThat(agent.labels()).containsExactly("shop", "example");
    assertThat(agent.version()).isNotBlank();
  }

  @Test
  @Order(1)
  void its_job_runs_with_its_beans_and_its_data_source() {
    var run = run("agent", "batch:bill-orders", Map.of("day", "2026-11-01", "count", 1000));

    awaitState(run, COMPLETED);
    assertThat(taskRuns(run))
        .extracting(step -> step.name() + ": " + step.state().message())
        .containsExactlyInAnyOrder(
            "receive-orders-0: null", "bill-0: 1,000 read, 1,000 written, 11 commits");
    assertThat(books().get("billed").asLong()).isEqualTo(1_000);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(logs(run))
                    .anySatisfy(
                        line -> {
                          assertThat(line.message())
                              .isEqualTo("1000 orders of 2026-11-01 are in the book");
                          assertThat(line.name()).isEqualTo("orders");
                          assertThat(line.taskRunId())
                              .isEqualTo(step(run, "receive-orders-0").id());
                        }));
    assertThat(logs(run)).noneMatch(line -> line.name().startsWith("rigel.agent"));
  }

  private static JsonNode books() {
    return new Http(server.address()).get("/orders/api/orders").json();
  }

  /** How many orders have an invoice, while the application is away. */
  private static long billed() throws SQLException {
    try (var connection = Deployed.postgresql().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(distinct order_id) from invoice")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private TaskRunResponse step(UUID run, String name) {
    return taskRuns(run).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  @Order(1)
  void none_of_our_calls_is_one_of_the_application() {
    var http = new Http(server.address());

    assertThat(http.get("/orders/api/orders").status()).isEqualTo(200);
    assertThat(http.get("/orders/api/health").status()).isEqualTo(404);
    assertThat(http.post("/orders/api/flows/filter", "{}").status()).isEqualTo(404);
  }

  @Test
  @Order(1)
  void what_needs_a_process_fails_with_the_reason() {
    assertRefused(
        run("process", "batch:bill-orders", Map.of()), "its block says runtime 'process'");
    assertRefused(run("server", "batch:bill-orders", Map.of()), "its block says runtime 'server'");
    assertRefused(run(null, "flow.py:flow", Map.of()), "starts no processes");
    var none = run("agent", "batch:no-such-job", Map.of());
    assertRefused(none, "META-INF/batch-jobs/no-such-job.xml is ");
  }

  private void assertRefused(UUID run, String words) {
    awaitState(run, FAILED);
    assertThat(read(run).state().message()).contains(words);
  }

  @Test
  @Order(1)
  void a_cancelled_job_is_stopped() {
    var run = endless();

    api.flowRuns().cancel(run, false);

    awaitState(run, CANCELLED);
    assertThat(taskRuns(run)).allMatch(step -> step.stateType() == CANCELLED);
  }

  @Test
  @Order(2)
  void an_application_that_is_undeployed_reports_its_jobs_and_signs_off() throws Exception {
    assumeTrue(server instanceof WildFly, "Payara Micro undeploys nothing while it runs");
    var run = endless();

    ((WildFly) server).undeploy();

    assertThat(read(run).state().message())
        .isEqualTo(
            "The batch runtime ended before its job: java.lang.IllegalStateException: WFLYBATCH000004:"
                + " The service JobOperatorService has been stopped and cannot execute operations.");
    assertThat(read(run).stateType()).isEqualTo(CRASHED);
    assertThat(taskRuns(run)).allMatch(step -> step.stateType().isTerminal());
    assertThat(online()).isEmpty();
    for (var i = 0; i < 2; i++) {
      ((WildFly) server).deploy();
      await().atMost(SOON).until(() -> online().size() == 1);
      ((WildFly) server).undeploy();
    }
    ((WildFly) server).deploy();
    await().atMost(SOON).until(() -> online().size() == 1);
    // WildFly keeps one of an earlier deployment, as RedeployIT says
    await()
        .atMost(LOST)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> assertThat(ClassLoaders.of("dev.rigel.runner.Runner", server)).isBetween(1L, 2L));
  }

  @Test
  @Order(3)
  void a_killed_server_loses_its_run_and_goes_on_after_a_restart() {
    var run = endless();

    server.close();
    server.start();
    server.awaitReady();

    await()
        .atMost(SOON)
        .until(() -> online().stream().anyMatch(a -> !a.flowRunIds().contains(run)));
    awaitState(run("agent", "batch:bill-orders", Map.of("day", "2026-11-02")), COMPLETED);
    await().atMost(LOST).until(() -> read(run).stateType() == CRASHED);
    assertThat(read(run).state().message()).contains("was not heard of for 45 seconds");
  }

  @Test
  @Order(4)
  void a_job_of_a_killed_server_goes_on_from_its_checkpoint_and_bills_each_order_once()
      throws SQLException {
    assumeTrue(Deployed.onPostgresql(), "elsewhere a server keeps its jobs in memory");
    var before = books().get("orders").asLong();
    var run = restartable("batch:bill-orders", Map.of("day", "2026-11-04", "count", MANY));
    await().atMost(SOON).until(() -> books().get("billed").asLong() > before + 1_000);

    server.close();
    var billed = billed();
    server.start();
    server.awaitReady();

    await().atMost(LOST).until(() -> read(run).stateType() == COMPLETED);
    assertThat(billed).as("cut off in the middle").isBetween(before + 1_000, before + MANY - 1);
    assertThat(books().get("orders").asLong()).isEqualTo(before + MANY);
    assertThat(books().get("invoices").asLong()).isEqualTo(before + MANY);
    assertThat(books().get("billed").asLong()).isEqualTo(before + MANY);
    assertThat(logs(run))
        .anyMatch(
            line ->
                line.message().equals("Attempt 2 of the job goes on where the one before ended"));
    assertThat(logs(run))
        .filteredOn(line -> line.message().endsWith("are in the book"))
        .hasSizeLessThan(2);
  }

  @Test
  @Order(5)
  void a_server_that_is_told_to_end_stops_its_jobs_and_signs_off() {
    var run = endless();

    server.terminate();
    server.awaitEnd();

    assertThat(online()).isEmpty();
    // CRASHED where the server took the job's repository away first
    assertThat(read(run).stateType()).isIn(CANCELLED, CRASHED);
    assertThat(taskRuns(run)).allMatch(step -> step.stateType().isTerminal());
  }

  /** A run whose job is under way. */
  private UUID endless() {
    await().atMost(SOON).until(() -> !online().isEmpty());
    var run = run("agent", "batch:engine-endless", Map.of());
    await()
        .atMost(SOON)
        .until(() -> taskRuns(run).stream().anyMatch(s -> s.stateType() == RUNNING));
    return run;
  }

  private List<AgentResponse> online() {
    return api
        .of(AgentsApi.class)
        .filter(AgentQueryBuilder.builder().states(List.of(AgentState.ONLINE)).build())
        .stream()
        .filter(agent -> agent.queues().contains(QUEUE))
        .toList();
  }

  private void awaitState(UUID run, StateType type) {
    await().atMost(SOON).until(() -> read(run).stateType().isTerminal());
    assertThat(read(run).stateType()).as(read(run).state().message()).isEqualTo(type);
  }

  private FlowRunResponse read(UUID run) {
    return api.flowRuns().read(run);
  }

  /** A run on the application's queue; null for one without a block. */
  private UUID run(String runtime, String entrypoint, Map<String, Object> parameters) {
    return run(runtime, entrypoint, parameters, OnAgentLost.crash);
  }

  /** One that goes back to its queue when its agent is lost. */
  private UUID restartable(String entrypoint, Map<String, Object> parameters) {
    return run("agent", entrypoint, parameters, OnAgentLost.restart);
  }

  private UUID run(
      String runtime, String entrypoint, Map<String, Object> parameters, OnAgentLost onAgentLost) {
    var flow = api.flows().create(new FlowCreate(Site.unique("flow"), List.of()));
    var deployment =
        api.deployments()
            .create(
                DeploymentCreateBuilder.builder()
                    .name(Site.unique("deployment"))
                    .flowId(flow.id())
                    .parameters(parameters)
                    .tags(List.of())
                    .entrypoint(entrypoint)
                    .workQueueName(QUEUE)
                    .infrastructureDocumentId(runtime == null ? null : block(runtime))
                    .infraOverrides(Map.of())
                    .onAgentLost(JsonNullable.of(onAgentLost))
                    .build());
    var due = StateCreate.scheduled(Site.now(), null);
    return api.deployments().createFlowRun(deployment.id(), Site.withState(due)).id();
  }

  private UUID block(String runtime) {
    var type = api.blockTypes().readBySlug("batch-job").id();
    var schema =
        api.blockSchemas().create(new BlockSchemaCreate(Map.of(), type, List.of(), "1")).id();
    return api.blockDocuments()
        .create(
            BlockDocumentCreateBuilder.builder()
                .data(Map.of("runtime", runtime))
                .blockTypeId(type)
                .blockSchemaId(schema)
                .isAnonymous(true)
                .build())
        .id();
  }

  private List<TaskRunResponse> taskRuns(UUID run) {
    var ofRun = FlowRunFilter.ofId(run);
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().flowRuns(ofRun).build());
  }

  private List<LogResponse> logs(UUID run) {
    var ofRun = LogFilterBuilder.builder().flowRunId(new Match.Ids(List.of(run))).build();
    return api.logs().filter(new LogQuery(ofRun, LogSort.TIMESTAMP_ASC, null, null));
  }
}
