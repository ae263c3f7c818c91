package dev.rigel.it;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real agent processes, from the jar that Maven built, and what they start. */
@OnServer
@EachOnce
class AgentIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Rigel rigel;
  private final ApiClient api;
  private final String queue = "agents " + UUID.randomUUID();
  @TempDir Path directory;

  AgentIT(Rigel rigel) {
    this.rigel = rigel;
    this.api = rigel.api();
  }

  @Test
  void the_example_runs_in_a_jvm_of_its_own_to_its_report() throws IOException {
    var project = JobSources.weatherReport();
    var classes = JobSources.compiled(project, directory.resolve("classes"));
    var report = directory.resolve("report.txt");
    var yaml =
        Files.readString(project.resolve("weather-report.yaml"))
            .replace("work_queue_name: weather", "work_queue_name: " + queue)
            .replace("target/weather-report.jar", classes.toString())
            .replace("data/seattle", project.resolve("data/seattle").toString())
            .replace("report: target/weather-report.txt", "report: " + report);
    apply(yaml);

    assertThat(rigel("deployment", "run", "weather-report/daily").exitStatus()).isZero();
    assertThat(rigel("agent", "start", "-q", queue, "--run-once").exitStatus()).isZero();

    var run = onlyRun();
    assertThat(run.stateType()).as(run.state().message()).isEqualTo(COMPLETED);
    assertThat(statesOf(run)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
    assertThat(taskRuns())
        .hasSize(3)
        .allSatisfy(step -> assertThat(step.stateType()).isEqualTo(COMPLETED))
        .anySatisfy(
            step ->
                assertThat(step.state().message())
                    .startsWith("1,469 read, 1,461 written, 8 skipped"));
    assertThat(logsOf(run)).isNotEmpty();
    assertThat(report).content().contains("2012");
  }

  @Test
  void the_example_runs_in_the_server_itself() throws IOException {
    var project = JobSources.weatherReport();
    var report = directory.resolve("report of the server.txt");
    apply(
        deploymentOf("batch:weather-report", "_block_type_slug: batch-job", "runtime: server")
            + "parameters:\n  input: "
            + project.resolve("data/seattle-weather-raw.csv")
            + "\n  report: "
            + report
            + "\n");
    var run = run();

    assertThat(rigel("agent", "start", "-q", queue, "--run-once").exitStatus()).isZero();

    // the agent has handed it over, and has it no more
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(statesOf(run))
                    .as(() -> String.valueOf(api.flowRuns().read(run.id()).state().message()))
                    .containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED));
    assertThat(taskRuns()).hasSize(3);
    await().atMost(SOON).until(() -> !logsOf(run).isEmpty());
    assertThat(report).content().contains("2012");
  }

  @Test
  void a_command_runs_with_the_runs_id_and_reports_for_itself() throws IOException {
    deploy(
        "command:",
        "  - sh",
        "  - -c",
        "  - "
            + reporting("RUNNING", "COMPLETED")
            + "; echo $GREETING > "
            + directory.resolve("said"),
        "env:",
        "  GREETING: hello from the block");
    var run = run();

    assertThat(rigel("agent", "start", "-q", queue, "--run-once").exitStatus()).isZero();

    assertThat(statesOf(run)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
    assertThat(directory.resolve("said")).hasContent("hello from the block");
  }

  @Test
  void a_command_that_dies_without_a_final_state_is_crashed_with_its_exit_code()
      throws IOException {
    deploy("command:", "  - sh", "  - -c", "  - exit 3");
    var run = run();

    rigel("agent", "start", "-q", queue, "--run-once").exitStatus();

    var state = api.flowRuns().read(run.id()).state();
    assertThat(state.type()).isEqualTo(CRASHED);
    assertThat(state.message()).contains("3");
  }

  @Test
  void a_command_that_does_not_exist_fails_the_run_with_the_reason() throws IOException {
    deploy("command:", "  - /no/such/program");
    var run = run();

    rigel("agent", "start", "-q", queue, "--run-once").exitStatus();

    var state = api.flowRuns().read(run.id()).state();
    assertThat(state.type()).isEqualTo(StateType.FAILED);
    assertThat(state.message()).contains("/no/such/program");
  }

  @Test
  void a_killed_child_jvm_leaves_a_crashed_run() throws IOException {
    var project = Path.of(System.getProperty("it.project"), "src/test/jobs/waiting");
    var classes = JobSources.compiled(project, directory.resolve("classes"));
    apply(
        deploymentOf(
            "batch:waiting",
            "_block_type_slug: batch-job",
            "runtime: process",
            "classpath:",
            "  - " + classes));
    var run = run();
    try (var agent = rigel("agent", "start", "-q", queue)) {
      await().atMost(SOON).until(() -> api.flowRuns().read(run.id()).stateType() == RUNNING);

      agent.children().forEach(ProcessHandle::destroyForcibly);

      await().atMost(SOON).until(() -> api.flowRuns().read(run.id()).stateType() == CRASHED);
      assertThat(api.flowRuns().read(run.id()).state().message()).containsPattern("-9|137|SIGKILL");
    }
  }

  @Test
  void a_batch_job_makes_room_for_the_next_run_of_its_schedule() throws IOException {
    var project = Path.of(System.getProperty("it.project"), "src/test/jobs/waiting");
    var classes = JobSources.compiled(project, directory.resolve("classes"));
    var yaml =
        deploymentOf(
            "batch:waiting",
            "_block_type_slug: batch-job",
            "runtime: process",
            "classpath:",
            "  - " + classes);
    apply(yaml + "schedule:\n  interval: 20\nschedule_policy:\n  overlap: cancel_running\n");
    var deployment = api.deployments().readByName("flow of " + queue, "test");
    try (var agent = rigel("agent", "start", "-q", queue)) {
      await("a run that had to stop")
          .atMost(SOON.multipliedBy(2))
          .untilAsserted(
              () ->
                  assertThat(allRuns())
                      .as(agent::output)
                      .filteredOn(run -> run.stateType() == CANCELLED && run.startTime() != null)
                      .anySatisfy(
                          run -> {
                            assertThat(run.state().message()).endsWith("has taken over.");
                            assertThat(logsOf(run))
                                .extracting(LogResponse::message)
                                .contains("The run has been ended from outside");
                          }));
    } finally {
      api.deployments().delete(deployment.id());
    }
  }

  @Test
  void two_agents_on_a_queue_with_limit_1_have_one_run_at_a_time_between_them() throws IOException {
    deploy("command:", "  - sh", "  - -c", "  - " + reporting("RUNNING", "COMPLETED"));
    api.workQueues().update(api.workQueues().readByName(queue).id(), WorkQueueUpdate.limit(1));
    var runs = IntStream.range(0, 6).mapToObj(i -> run().id()).toList();

    try (var first = rigel("agent", "start", "-q", queue);
        var second = rigel("agent", "start", "-q", queue)) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(runs)
                      .as(() -> first.output() + second.output())
                      .allMatch(run -> api.flowRuns().read(run).stateType() == COMPLETED));
    }

    var busy = runs.stream().map(this::busyTime).sorted(Comparator.comparing(Busy::from)).toList();
    for (int i = 1; i < busy.size(); i++) {
      assertThat(busy.get(i).from()).isAfterOrEqualTo(busy.get(i - 1).until());
    }
  }

  private record Busy(OffsetDateTime from, OffsetDateTime until) {}

  private Busy busyTime(UUID run) {
    var states = api.flowRunStates().list(run).stream().filter(s -> s.type() != SCHEDULED).toList();
    assertThat(states).extracting(StateResponse::type).containsExactly(PENDING, RUNNING, COMPLETED);
    return new Busy(states.get(0).timestamp(), states.get(2).timestamp());
  }

  @Test
  void an_agent_that_is_told_to_stop_stops_what_it_started() throws IOException {
    deploy("command:", "  - sh", "  - -c", "  - " + reporting("RUNNING") + "; exec sleep 600");
    var run = run();
    try (var agent = rigel("agent", "start", "-q", queue)) {
      await().atMost(SOON).until(() -> api.flowRuns().read(run.id()).stateType() == RUNNING);
      var children = agent.children();

      agent.terminate();

      assertThat(children).isNotEmpty();
      await().atMost(SOON).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void a_cancelled_run_has_ended_in_no_time_with_all_it_has_started() throws IOException {
    deploy("command:", "  - sh", "  - -c", "  - " + reporting("RUNNING") + "; sleep 600 & wait");
    var run = run();
    try (var agent = rigel("agent", "start", "-q", queue)) {
      await().atMost(SOON).until(() -> api.flowRuns().read(run.id()).stateType() == RUNNING);
      await().atMost(SOON).until(() -> started(agent).size() > 1);
      var started = started(agent);

      assertThat(rigel("flow-run", "cancel", run.id().toString()).exitStatus()).isZero();

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(api.flowRuns().read(run.id()).stateType())
                      .as(agent::output)
                      .isEqualTo(CANCELLED));
      await().atMost(SOON).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
      var states = api.flowRunStates().list(run.id());
      var asked = states.get(states.size() - 2);
      var ended = states.get(states.size() - 1);
      assertThat(asked.name()).isEqualTo("Cancelling");
      assertThat(ended.message()).contains("asked it to end");
      System.out.println(
          "from cancel to end: " + Duration.between(asked.timestamp(), ended.timestamp()));
    }
  }

  /** By an agent, and what comes from that. */
  private static List<ProcessHandle> started(Program agent) {
    return agent.children().stream()
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
        .toList();
  }

  /** A shell command that proposes states for its own run. */
  private static String reporting(String... types) {
    var calls = new StringBuilder();
    for (var type : types) {
      calls.append(calls.isEmpty() ? "" : " && ");
      calls
          .append("curl -sf -o /dev/null -H content-type:application/json")
          .append(" -d '{\"state\":{\"type\":\"")
          .append(type)
          .append("\"}}' $PREFECT_API_URL/flow_runs/$PREFECT__FLOW_RUN_ID/set_state");
    }
    return calls.toString();
  }

  /** Applies a deployment with a process block of these fields. */
  private void deploy(String... fields) throws IOException {
    var lines = new ArrayList<>(List.of("_block_type_slug: process"));
    lines.addAll(List.of(fields));
    apply(deploymentOf("flow.sh:main", lines.toArray(String[]::new)));
  }

  private String deploymentOf(String entrypoint, String... infrastructure) {
    return """
        name: test
        flow_name: %s
        work_queue_name: %s
        entrypoint: %s
        infrastructure:
          %s
        """
        .formatted("flow of " + queue, queue, entrypoint, String.join("\n  ", infrastructure));
  }

  private void apply(String yaml) throws IOException {
    var file = Files.writeString(directory.resolve("deployment.yaml"), yaml);
    var program = rigel("deployment", "apply", file.toString());
    assertThat(program.exitStatus()).as(program::output).isZero();
  }

  private FlowRunResponse run() {
    var deployment = api.deployments().readByName("flow of " + queue, "test");
    var due = StateCreate.scheduled(Site.now(), null);
    return api.deployments().createFlowRun(deployment.id(), Site.withState(due));
  }

  private Program rigel(String... arguments) {
    return Program.start(rigel, directory, arguments);
  }

  private FlowRunResponse onlyRun() {
    var runs = allRuns();
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  private List<FlowRunResponse> allRuns() {
    return api.flowRuns().filter(FlowRunQueryBuilder.builder().flowRuns(runsOn(queue)).build());
  }

  private static FlowRunFilter runsOn(String queue) {
    return FlowRunFilterBuilder.builder()
        .workQueueName(new Match.NullableTexts(null, List.of(queue), null))
        .build();
  }

  private List<StateType> statesOf(FlowRunResponse run) {
    return api.flowRunStates().list(run.id()).stream()
        .filter(state -> !state.name().equals("Late"))
        .map(StateResponse::type)
        .toList();
  }

  private List<TaskRunResponse> taskRuns() {
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().flowRuns(runsOn(queue)).build());
  }

  private List<LogResponse> logsOf(FlowRunResponse run) {
    var filter = LogFilterBuilder.builder().flowRunId(new Match.Ids(List.of(run.id()))).build();
    return api.logs().filter(new LogQuery(filter, LogSort.TIMESTAMP_ASC, null, null));
  }
}
