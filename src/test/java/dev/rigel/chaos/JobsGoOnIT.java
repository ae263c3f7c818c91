package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.contract.job.FlowRunJobsApi;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.it.Deployed;
import dev.rigel.it.JobSources;
import dev.rigel.it.Program;
import dev.rigel.it.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batch jobs whose agent and process are killed, or frozen, in the middle: they go on at another
 * agent, and every record is written exactly once. The harm is done after a chunk was written and
 * before its checkpoint is recorded.
 */
@OnScene
@DisabledIf(
    value = "dev.rigel.it.Deployed#onWildFly",
    disabledReason =
        "7 minutes for what agents do; that WildFly keeps what they record is seen by AgentIT, and"
            + " a killed WildFly by ApplicationAgentIT")
class JobsGoOnIT {
  private static final int LAST = 100_000;
  private static final int HELD_AT = 40_500;

  /** The lease, and some time to go on. */
  private static final Duration SOON = Scene.LEASE.plus(Scene.SLACK).plus(Scene.SLACK);

  private static Server h2;

  private final Scene scene;
  private final String queue = Site.unique("jobs go on");
  private final List<Program> agents = new ArrayList<>();
  private ApiClient api;
  private Path directory;
  private UUID run;

  JobsGoOnIT(Scene scene) {
    this.scene = scene;
  }

  /** A database that outlives the processes that write to it, where there is no PostgreSQL. */
  @BeforeAll
  static void startH2() throws SQLException {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    h2 = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists").start();
  }

  @AfterAll
  static void stopH2() {
    h2.stop();
  }

  @BeforeEach
  void prepare(@TempDir Path empty) throws IOException {
    api = scene.hastyApi();
    directory = empty;
    Files.createFile(hold());
  }

  @AfterEach
  void end() throws IOException {
    Files.deleteIfExists(hold());
    agents.forEach(Program::close);
    api.close();
  }

  /** In the JVM of its agent; one in a JVM of its own is retried below. */
  @Test
  void a_job_that_writes_a_file_goes_on_at_another_agent() throws Exception {
    var file = directory.resolve("records.txt");
    killed("file", "agent", Map.of("file", file.toString()));

    assertThat(Files.readAllLines(file)).containsExactlyElementsOf(numbers());
    assertThat(readCounts()).as("counted over both attempts").contains((long) LAST);
  }

  @Test
  void a_job_that_writes_a_table_goes_on_at_another_agent() throws Exception {
    killed("table", "process", database());

    assertThat(written()).containsExactlyElementsOf(numbers());
  }

  @Test
  void a_frozen_process_that_wakes_writes_nothing_more() throws Exception {
    var first = held("table", "process", database());
    var victims = all(first);
    var time = Site.now();
    victims.forEach(Victim::freeze);
    completes(time, SOON, 2);
    var before = states();

    Files.delete(hold());
    victims.forEach(Victim::thaw);

    victims.subList(1, victims.size()).forEach(Victim::awaitEnd);
    assertThat(written()).containsExactlyElementsOf(numbers());
    assertThat(states()).isEqualTo(before);
  }

  @Test
  void a_retry_by_hand_goes_on_and_one_from_the_start_begins_anew() throws Exception {
    var file = directory.resolve("records.txt");
    held("file", "process", Map.of("file", file.toString()));
    rigel("flow-run", "cancel", run.toString());
    await().atMost(Load.LONGEST).until(() -> logs().contains("Stopping job"));
    Files.delete(hold());
    awaitEnd(StateType.CANCELLED);

    assertThat(rigel("flow-run", "retry", run.toString()))
        .contains("is retried. Its job goes on with step 'copy' after");
    awaitEnd(StateType.COMPLETED);
    assertThat(Files.readAllLines(file)).containsExactlyElementsOf(numbers());
    assertThat(api.of(FlowRunJobsApi.class).read(run).attempt()).isEqualTo(2);

    assertThat(rigel("flow-run", "retry", run.toString(), "--from-start"))
        .contains("is retried from its start. Its job begins with the first step.");
    await().atMost(Load.LONGEST).until(() -> states().size() > 8 && ended());
    assertThat(api.of(FlowRunJobsApi.class).read(run).attempt()).isEqualTo(3);
    assertThat(Files.readAllLines(file)).containsExactlyElementsOf(numbers());
  }

  /** With its checkpoints, where the server's batch repository is in PostgreSQL. */
  @Test
  void a_job_of_a_killed_server_goes_on_when_that_is_back() throws Exception {
    var file = directory.resolve("records.txt");
    held("file", "server", Map.of("file", file.toString()));
    var time = Site.now();

    scene.hasty().kill();
    Files.delete(hold());
    scene.hasty().start();
    var start = scene.hasty().awaitReady();

    completes(time, start.plus(SOON), 2);
    assertThat(Files.readAllLines(file)).containsExactlyElementsOf(numbers());
    assertThat(logs().contains("begins with its first step")).isEqualTo(!Deployed.onPostgresql());
  }

  private void killed(String kind, String runtime, Map<String, String> parameters)
      throws Exception {
    var first = held(kind, runtime, parameters);
    var time = Site.now();
    all(first).forEach(Victim::kill);
    Files.delete(hold());
    completes(time, SOON, 2);
  }

  /** An agent that has the run, whose job is held. */
  private Program held(String kind, String runtime, Map<String, String> parameters)
      throws IOException {
    apply(kind, runtime, parameters);
    var deployment = api.deployments().readByName("flow of " + queue, "test");
    var due = Site.withState(StateCreate.scheduled(Site.now(), null));
    run = api.deployments().createFlowRun(deployment.id(), due).id();
    var agent = agent();
    await("a held job")
        .atMost(Load.LONGEST)
        .untilAsserted(
            () ->
                assertThat(directory.resolve("hold.held"))
                    .as(() -> states() + agent.output())
                    .exists());
    return agent;
  }

  private Program agent() {
    var agent = Program.start(directory, settings(), List.of("agent", "start", "-q", queue));
    agents.add(agent);
    return agent;
  }

  /** The agent first: it must not see what happens to the others. */
  private static List<Victim> all(Program agent) {
    var all = new ArrayList<>(List.of(new Victim(agent.handle())));
    agent.children().stream().map(Victim::new).forEach(all::add);
    return all;
  }

  /** At another agent. */
  private void completes(OffsetDateTime since, Duration within, int attempt) {
    agent();
    awaitEnd(StateType.COMPLETED);
    var history = api.flowRunStates().list(run);
    var again =
        history.stream()
            .filter(s -> s.type() == StateType.RUNNING)
            .reduce((one, next) -> next)
            .orElseThrow();
    var took = Duration.between(since, again.timestamp());
    Report.print("agent and job lost", "job", took, history);
    assertThat(took).isLessThan(within);
    assertThat(states())
        .containsSubsequence(
            StateType.RUNNING, StateType.SCHEDULED, StateType.PENDING, StateType.COMPLETED);
    assertThat(api.of(FlowRunJobsApi.class).read(run).attempt()).isEqualTo(attempt);
  }

  private void awaitEnd(StateType type) {
    await("the run's end")
        .atMost(Load.LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(ApiException.class)
        .untilAsserted(
            () ->
                assertThat(api.flowRuns().read(run).stateType())
                    .as(() -> states() + logs())
                    .isEqualTo(type));
  }

  private boolean ended() {
    return api.flowRuns().read(run).stateType() == StateType.COMPLETED;
  }

  private List<StateType> states() {
    return api.flowRunStates().list(run).stream().map(StateResponse::type).toList();
  }

  private String logs() {
    return String.join("\n", new Inquiry(api).logsOf(run));
  }

  private List<Long> readCounts() {
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().build()).stream()
        .filter(task -> run.equals(task.flowRunId()) && task.state().data() != null)
        .map(task -> task.state().data().path("read_count").asLong())
        .toList();
  }

  private static List<String> numbers() {
    return LongStream.rangeClosed(1, LAST).mapToObj(Long::toString).toList();
  }

  private Path hold() {
    return directory.resolve("hold");
  }

  private Map<String, String> database() {
    if (!Deployed.onPostgresql()) {
      var url = "jdbc:h2:tcp://127.0.0.1:" + h2.getPort() + "/mem:records;DB_CLOSE_DELAY=-1";
      return Map.of("url", url, "user", "sa", "password", "");
    }
    var settings = scene.postgres().settings("rigel_records");
    return Map.of(
        "url", settings.get("RIGEL_DATABASE_URL"),
        "user", settings.get("RIGEL_DATABASE_USER"),
        "password", settings.get("RIGEL_DATABASE_PASSWORD"));
  }

  private List<String> written() throws SQLException {
    var database = database();
    try (var connection =
            DriverManager.getConnection(
                database.get("url"), database.get("user"), database.get("password"));
        var select =
            connection.prepareStatement(
                "select number from record where flow_run_id = ? order by number")) {
      select.setObject(1, run);
      var rows = select.executeQuery();
      var numbers = new ArrayList<String>();
      while (rows.next()) {
        numbers.add(rows.getString(1));
      }
      return numbers;
    }
  }

  private void apply(String kind, String runtime, Map<String, String> parameters)
      throws IOException {
    var project = Path.of(System.getProperty("it.project"));
    var example =
        JobSources.compiled(project.resolve("examples/exactly-once"), directory.resolve("example"));
    var test =
        JobSources.compiled(project.resolve("src/test/jobs/records"), directory.resolve("test"));
    var all = new HashMap<>(parameters);
    all.put("hold", hold().toString());
    var yaml =
        """
        name: test
        flow_name: flow of %1$s
        work_queue_name: %1$s
        entrypoint: batch:held-%2$s
        on_agent_lost: restart
        parameters:
          last: %3$d
          hold_at: %4$d
        %5$s
        infrastructure:
          _block_type_slug: batch-job
          runtime: %6$s
          classpath:
            - %7$s
            - %8$s
            - %9$s
        """
            .formatted(
                queue,
                kind,
                LAST,
                HELD_AT,
                all.entrySet().stream()
                    .map(e -> "  %s: \"%s\"".formatted(e.getKey(), e.getValue()))
                    .collect(Collectors.joining("\n")),
                runtime,
                example,
                test,
                driver());
    var file = Files.writeString(directory.resolve("deployment.yaml"), yaml);
    rigel("deployment", "apply", file.toString());
  }

  private static Path driver() {
    var driver = Deployed.onPostgresql() ? org.postgresql.Driver.class : org.h2.Driver.class;
    return Path.of(driver.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private String rigel(String... arguments) {
    var program = Program.start(directory, settings(), List.of(arguments));
    assertThat(program.exitStatus()).as(program::output).isZero();
    return program.output().replaceAll("\\s+", " "); // a terminal's lines
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(Scene.hastyAgent());
    settings.put("PREFECT_API_URL", api.url().toString());
    return settings;
  }
}
