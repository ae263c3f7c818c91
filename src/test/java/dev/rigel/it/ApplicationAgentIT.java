package dev.rigel.it;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.it.JobQueue.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.client.ApiClient;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An application on a server of its own that is an agent, by the runner in its {@code WEB-INF/lib}.
 * The last tests end that server in one way after the other.
 */
@OnServer
@EachOnce
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplicationAgentIT {
  /** Longer than a server waits for an agent that says nothing. */
  private static final Duration LOST = Duration.ofSeconds(90);

  /** Orders; they take some seconds. */
  private static final int MANY = 30_000;

  private static final String QUEUE = "orders " + UUID.randomUUID();
  private static AppServer server;
  private static Path directory;

  private final ApiClient api;
  private final JobQueue queue;

  ApplicationAgentIT(Rigel rigel) {
    this.api = rigel.api();
    this.queue = new JobQueue(rigel.api(), QUEUE);
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
    await().atMost(SOON).until(() -> queue.online().size() == 1);

    var agent = queue.online().get(0);
    assertThat(agent.name()).endsWith("-orders");
    assertThat(agent.queues()).containsExactly(QUEUE);
    assertThat(agent.labels()).containsExactly("shop", "example");
    assertThat(agent.version()).isNotBlank();
  }

  @Test
  @Order(1)
  void its_job_runs_with_its_beans_and_its_data_source() {
    var before = books().get("billed").asLong();
    var run = queue.run("agent", "batch:bill-orders", Map.of("day", "2026-11-01", "count", 1000));

    queue.awaitState(run, COMPLETED);
    assertThat(queue.taskRuns(run))
        .extracting(step -> step.name() + ": " + step.state().message())
        .containsExactlyInAnyOrder(
            "receive-orders-0: null", "bill-0: 1,000 read, 1,000 written, 11 commits");
    assertThat(books().get("billed").asLong()).isEqualTo(before + 1_000);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(queue.logs(run))
                    .anySatisfy(
                        line -> {
                          assertThat(line.message())
                              .isEqualTo("1000 orders of 2026-11-01 are in the book");
                          assertThat(line.name()).isEqualTo("orders");
                          assertThat(line.taskRunId())
                              .isEqualTo(step(run, "receive-orders-0").id());
                        }));
    assertThat(queue.logs(run)).noneMatch(line -> line.name().startsWith("rigel.agent"));
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
    return queue.taskRuns(run).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
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
        queue.run("process", "batch:bill-orders", Map.of()), "its block says runtime 'process'");
    assertRefused(
        queue.run("server", "batch:bill-orders", Map.of()), "its block says runtime 'server'");
    assertRefused(queue.run(null, "flow.py:flow", Map.of()), "starts no processes");
    var none = queue.run("agent", "batch:no-such-job", Map.of());
    assertRefused(none, "META-INF/batch-jobs/no-such-job.xml is ");
  }

  private void assertRefused(UUID run, String words) {
    queue.awaitState(run, FAILED);
    assertThat(queue.read(run).state().message()).contains(words);
  }

  @Test
  @Order(1)
  void a_cancelled_job_is_stopped() {
    var run = endless();

    api.flowRuns().cancel(run, false);

    queue.awaitState(run, CANCELLED);
    assertThat(queue.taskRuns(run)).allMatch(step -> step.stateType() == CANCELLED);
  }

  @Test
  @Order(2)
  void an_application_that_is_undeployed_reports_its_jobs_and_signs_off() throws Exception {
    assumeTrue(server instanceof WildFly, "Payara Micro undeploys nothing while it runs");
    var run = endless();

    ((WildFly) server).undeploy();

    assertThat(queue.read(run).state().message())
        .isEqualTo(
            "The batch runtime ended before its job: java.lang.IllegalStateException: WFLYBATCH000004:"
                + " The service JobOperatorService has been stopped and cannot execute operations.");
    assertThat(queue.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(queue.taskRuns(run)).allMatch(step -> step.stateType().isTerminal());
    assertThat(queue.online()).isEmpty();
    for (var i = 0; i < 2; i++) {
      ((WildFly) server).deploy();
      await().atMost(SOON).until(() -> queue.online().size() == 1);
      ((WildFly) server).undeploy();
    }
    ((WildFly) server).deploy();
    await().atMost(SOON).until(() -> queue.online().size() == 1);
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
        .until(() -> queue.online().stream().anyMatch(a -> !a.flowRunIds().contains(run)));
    queue.awaitState(
        queue.run("agent", "batch:bill-orders", Map.of("day", "2026-11-02")), COMPLETED);
    await().atMost(LOST).until(() -> queue.read(run).stateType() == CRASHED);
    assertThat(queue.read(run).state().message()).contains("was not heard of for 45 seconds");
  }

  @Test
  @Order(4)
  void a_job_of_a_killed_server_goes_on_from_its_checkpoint_and_bills_each_order_once()
      throws SQLException {
    assumeTrue(Deployed.onPostgresql(), "elsewhere a server keeps its jobs in memory");
    var before = books().get("orders").asLong();
    var run = queue.restartable("batch:bill-orders", Map.of("day", "2026-11-04", "count", MANY));
    await().atMost(SOON).until(() -> books().get("billed").asLong() > before + 1_000);

    server.close();
    var billed = billed();
    server.start();
    server.awaitReady();

    await().atMost(LOST).until(() -> queue.read(run).stateType() == COMPLETED);
    assertThat(billed).as("cut off in the middle").isBetween(before + 1_000, before + MANY - 1);
    assertThat(books().get("orders").asLong()).isEqualTo(before + MANY);
    assertThat(books().get("invoices").asLong()).isEqualTo(before + MANY);
    assertThat(books().get("billed").asLong()).isEqualTo(before + MANY);
    assertThat(queue.logs(run))
        .anyMatch(
            line ->
                line.message().equals("Attempt 2 of the job goes on where the one before ended"));
    assertThat(queue.logs(run))
        .filteredOn(line -> line.message().endsWith("are in the book"))
        .hasSizeLessThan(2);
  }

  @Test
  @Order(5)
  void a_server_that_is_told_to_end_stops_its_jobs_and_signs_off() {
    var run = endless();

    server.terminate();
    server.awaitEnd();

    assertThat(queue.online()).isEmpty();
    // CRASHED where the server took the job's repository away first
    assertThat(queue.read(run).stateType()).isIn(CANCELLED, CRASHED);
    assertThat(queue.taskRuns(run)).allMatch(step -> step.stateType().isTerminal());
  }

  /** A run whose job is under way. */
  private UUID endless() {
    await().atMost(SOON).until(() -> !queue.online().isEmpty());
    var run = queue.run("agent", "batch:engine-endless", Map.of());
    await()
        .atMost(SOON)
        .until(() -> queue.taskRuns(run).stream().anyMatch(s -> s.stateType() == RUNNING));
    return run;
  }
}
