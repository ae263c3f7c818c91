package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.it.Deployed;
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
import java.util.stream.IntStream;
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
    value = "isLeftOut",
    disabledReason = "what H2 keeps of a job, JobsRetriedIT sees; with -Drigel.pairs=all")
class JobsGoOnIT {
  private static final int LAST = 100_000;
  private static final int HELD_AT = 40_500;
  private static final int PARTITIONS = 12;
  private static final int COMPLETE_PARTITIONS = 8;
  private static final int LAST_IN_PARTITIONS = 60_000;

  private static final String ON_WILDFLY = "dev.rigel.it.Deployed#onWildFly";
  private static final String WHAT_AGENTS_DO =
      "what agents do, for minutes; that WildFly keeps what they record is seen by AgentIT";

  /** The lease, and some time to go on. */
  private static final Duration SOON = Scene.LEASE.plus(Scene.SLACK).plus(Scene.SLACK);

  private static Server h2;

  private final Scene scene;
  private Path directory;
  private RecordsJob job;

  JobsGoOnIT(Scene scene) {
    this.scene = scene;
  }

  static boolean isLeftOut() {
    return !Deployed.onPostgresql() && !Deployed.onAllPairs();
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
    directory = empty;
    job = new RecordsJob(scene, empty);
    Files.createFile(hold());
  }

  @AfterEach
  void end() throws IOException {
    Files.deleteIfExists(hold());
    job.close();
  }

  /** In the JVM of its agent. */
  @Test
  @DisabledIf(value = ON_WILDFLY, disabledReason = WHAT_AGENTS_DO)
  void a_job_that_writes_a_file_goes_on_at_another_agent() throws Exception {
    killAndGoOn(held("held-file", "agent", Map.of("file", file().toString())));

    assertThat(Files.readAllLines(file())).containsExactlyElementsOf(numbers());
    assertThat(readCounts()).as("counted over both attempts").contains((long) LAST);
  }

  @Test
  @DisabledIf(value = ON_WILDFLY, disabledReason = WHAT_AGENTS_DO)
  void a_job_that_writes_a_table_goes_on_where_that_ends() throws Exception {
    var agent = held("held-table", "process", database());
    var time = Site.now();
    RecordsJob.all(agent).forEach(Victim::kill);
    losesAllAfter(38_000);
    Files.delete(hold());
    completes(time, SOON, 2);

    assertThat(written()).containsExactlyElementsOf(numbers());
  }

  @Test
  @DisabledIf(value = ON_WILDFLY, disabledReason = WHAT_AGENTS_DO)
  void of_a_partitioned_step_those_partitions_go_on_that_had_not_completed() throws Exception {
    var agent = heldInPartitions("process");
    await()
        .atMost(Load.LONGEST)
        .until(() -> stepsWith(StateType.COMPLETED).size() == COMPLETE_PARTITIONS);
    var done = stepsWith(StateType.COMPLETED);
    var time = Site.now();

    killAndGoOn(agent);

    assertThat(done).containsExactlyInAnyOrderElementsOf(namesOfPartitions(0, COMPLETE_PARTITIONS));
    assertPartitionsWritten();
    assertThat(job.taskRuns())
        .filteredOn(task -> done.contains(task.name()))
        .hasSize(COMPLETE_PARTITIONS)
        .allMatch(task -> task.flowRunRunCount() == 1 && task.endTime().isBefore(time));
    assertThat(job.taskRuns())
        .filteredOn(
            task -> namesOfPartitions(COMPLETE_PARTITIONS, PARTITIONS).contains(task.name()))
        .hasSize(PARTITIONS - COMPLETE_PARTITIONS)
        .allMatch(task -> task.flowRunRunCount() == 2 && task.stateType() == StateType.COMPLETED);
  }

  @Test
  @DisabledIf(value = ON_WILDFLY, disabledReason = WHAT_AGENTS_DO)
  void of_a_split_those_steps_go_on_that_had_not_completed() throws Exception {
    var agent = held("held-split", "agent", Map.of("file", file().toString()));
    await()
        .atMost(Load.LONGEST)
        .until(() -> stepsWith(StateType.COMPLETED).equals(List.of("left-0")));
    var time = Site.now();

    killAndGoOn(agent);

    for (var side : List.of(".left", ".right")) {
      assertThat(Files.readAllLines(Path.of(file() + side))).containsExactlyElementsOf(numbers());
    }
    assertThat(job.taskRuns())
        .filteredOn(task -> task.name().equals("left-0"))
        .singleElement()
        .matches(task -> task.flowRunRunCount() == 1 && task.endTime().isBefore(time));
  }

  @Test
  @DisabledIf(value = ON_WILDFLY, disabledReason = WHAT_AGENTS_DO)
  void a_frozen_process_that_wakes_writes_nothing_more() throws Exception {
    var first = held("held-table", "process", database());
    var victims = RecordsJob.all(first);
    var time = Site.now();
    victims.forEach(Victim::freeze);
    completes(time, SOON, 2);
    var before = job.states();

    Files.delete(hold());
    victims.forEach(Victim::thaw);

    victims.subList(1, victims.size()).forEach(Victim::awaitEnd);
    assertThat(written()).containsExactlyElementsOf(numbers());
    assertThat(job.states()).isEqualTo(before);
  }

  /** With its checkpoints, where the server's batch repository is in PostgreSQL. */
  @Test
  void a_job_of_a_killed_server_goes_on_when_that_is_back() throws Exception {
    held("held-file", "server", Map.of("file", file().toString()));

    killServerAndGoOn();

    assertThat(Files.readAllLines(file())).containsExactlyElementsOf(numbers());
  }

  /** Payara cannot go on with its checkpoints, and says so; where there are none it begins anew. */
  @Test
  void a_partitioned_job_of_a_killed_server_goes_on_or_says_why_not() throws Exception {
    heldInPartitions("server");
    await().atMost(Load.LONGEST).until(this::completePartitionsAreWritten);

    if (Deployed.onPostgresql() && !Deployed.onWildFly()) {
      killServer();
      job.awaitEnd(StateType.FAILED);
      assertThat(job.read().state().message())
          .startsWith(
              "Not gone on where the last attempt ended: Payara's batch runtime cannot restart the"
                  + " partitioned step 'copy', whose server was killed.");
      job.rigel("flow-run", "retry", job.read().id().toString(), "--from-start");
      job.awaitEnd(StateType.COMPLETED);
    } else {
      killServerAndGoOn();
    }

    assertPartitionsWritten();
  }

  private void killServerAndGoOn() throws IOException {
    var time = Site.now();
    var start = killServer();

    completes(time, start.plus(SOON), 2);
    assertThat(job.logs().stream().anyMatch(line -> line.contains("begins with its first step")))
        .isEqualTo(!Deployed.onPostgresql());
  }

  /** It is back after the returned time. */
  private Duration killServer() throws IOException {
    scene.hasty().kill();
    Files.delete(hold());
    scene.hasty().start();
    return scene.hasty().awaitReady();
  }

  private void killAndGoOn(Program agent) throws IOException {
    var time = Site.now();
    RecordsJob.all(agent).forEach(Victim::kill);
    Files.delete(hold());
    completes(time, SOON, 2);
  }

  /** All but the last partitions can complete. */
  private Program heldInPartitions(String runtime) throws IOException {
    var size = LAST_IN_PARTITIONS / PARTITIONS;
    var middle = COMPLETE_PARTITIONS * size + size / 2;
    return held(
        "held-partitions",
        runtime,
        Map.of(
            "file", file().toString(),
            "partitions", "" + PARTITIONS,
            "last", "" + LAST_IN_PARTITIONS,
            "hold_at", "" + middle,
            "hold_every", "" + size));
  }

  private boolean completePartitionsAreWritten() throws IOException {
    for (var i = 0; i < COMPLETE_PARTITIONS; i++) {
      if (!Files.exists(partition(i))
          || Files.readAllLines(partition(i)).size() < LAST_IN_PARTITIONS / PARTITIONS) {
        return false;
      }
    }
    return true;
  }

  private void assertPartitionsWritten() throws IOException {
    var all = new ArrayList<String>();
    for (var i = 0; i < PARTITIONS; i++) {
      all.addAll(Files.readAllLines(partition(i)));
    }
    assertThat(all).containsExactlyElementsOf(numbers(LAST_IN_PARTITIONS));
  }

  private Path partition(int number) {
    return Path.of(file() + "." + number);
  }

  private static List<String> namesOfPartitions(int from, int to) {
    return IntStream.range(from, to).mapToObj("copy[%d]-0"::formatted).toList();
  }

  private List<String> stepsWith(StateType type) {
    return job.taskRuns().stream()
        .filter(task -> task.stateType() == type)
        .map(TaskRunResponse::name)
        .toList();
  }

  /** An agent that has the run, whose job is held. */
  private Program held(String xml, String runtime, Map<String, String> parameters)
      throws IOException {
    var all = new HashMap<>(Map.of("last", "" + LAST, "hold_at", "" + HELD_AT));
    all.putAll(parameters);
    all.put("hold", hold().toString());
    job.apply(xml, runtime, all, "on_agent_lost: restart");
    job.createRun();
    var agent = job.agent();
    await("a held job")
        .atMost(Load.LONGEST)
        .untilAsserted(
            () ->
                assertThat(directory.resolve("hold.held." + all.get("hold_at")))
                    .as(() -> job.states() + agent.output())
                    .exists());
    return agent;
  }

  /** At another agent. */
  private void completes(OffsetDateTime since, Duration within, int attempt) {
    job.agent();
    job.awaitEnd(StateType.COMPLETED);
    var history = job.history();
    var again =
        history.stream()
            .filter(s -> s.type() == StateType.RUNNING)
            .reduce((one, next) -> next)
            .orElseThrow();
    var took = Duration.between(since, again.timestamp());
    Report.print("agent and job lost", "job", took, history);
    assertThat(took).isLessThan(within);
    assertThat(job.states())
        .containsSubsequence(
            StateType.RUNNING, StateType.SCHEDULED, StateType.PENDING, StateType.COMPLETED);
    assertThat(job.recorded().attempt()).isEqualTo(attempt);
  }

  private List<Long> readCounts() {
    return job.taskRuns().stream()
        .filter(task -> task.state().data() != null)
        .map(task -> task.state().data().path("read_count").asLong())
        .toList();
  }

  private static List<String> numbers() {
    return numbers(LAST);
  }

  private static List<String> numbers(int last) {
    return LongStream.rangeClosed(1, last).mapToObj(Long::toString).toList();
  }

  private Path hold() {
    return directory.resolve("hold");
  }

  private Path file() {
    return directory.resolve("records.txt");
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

  /** As a database does that is killed too, and was to write its last transactions later. */
  private void losesAllAfter(int position) throws SQLException {
    var database = database();
    try (var connection =
            DriverManager.getConnection(
                database.get("url"), database.get("user"), database.get("password"));
        var records =
            connection.prepareStatement("delete from record where flow_run_id = ? and number > ?");
        var positions =
            connection.prepareStatement(
                "update load_position set position = ? where flow_run_id = ?")) {
      records.setObject(1, job.read().id());
      records.setInt(2, position);
      assertThat(records.executeUpdate()).isEqualTo(41_000 - position);
      positions.setInt(1, position);
      positions.setObject(2, job.read().id());
      positions.executeUpdate();
    }
  }

  private List<String> written() throws SQLException {
    var database = database();
    try (var connection =
            DriverManager.getConnection(
                database.get("url"), database.get("user"), database.get("password"));
        var select =
            connection.prepareStatement(
                "select number from record where flow_run_id = ? order by number")) {
      select.setObject(1, job.read().id());
      var rows = select.executeQuery();
      var numbers = new ArrayList<String>();
      while (rows.next()) {
        numbers.add(rows.getString(1));
      }
      return numbers;
    }
  }
}
