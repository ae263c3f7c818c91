package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_HEARTBEAT;
import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.AGENT_STOP;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.setting.Settings.JOB_STOP;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.GivenSettings;
import dev.rigel.contract.state.StateType;
import dev.rigel.fixture.LogWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real agents, real child processes, and Rigel's own server without an application server: what is
 * the same however agents get their runs.
 */
@Timeout(60)
abstract class AgentSuite {
  static final Duration NOW = Duration.ZERO;

  /** For a JVM to start on a busy machine. */
  static final Duration SOON = Duration.ofSeconds(50);

  @TempDir Path directory;
  String deadline = "60";

  /** How long what is asked to end may take, in seconds. */
  String grace = "2";

  Clock clock = Clock.systemUTC();
  String heartbeat = "10";
  final ServerFacts server = new ServerFacts();
  final TroubledApi api = new TroubledApi(ServerFacts.address());
  final LogWatch log = new LogWatch("rigel");
  final List<Agent> agents = new ArrayList<>();
  final List<Thread> threads = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void endEverything() throws InterruptedException {
    agents.forEach(Agent::close);
    for (var thread : threads) {
      thread.join();
    }
    api.close();
    log.close();
  }

  @Test
  void a_run_is_taken_and_its_command_runs_with_its_environment_in_its_directory() {
    var run =
        shell(
            "q",
            "echo $WHO ${GONE-gone} $PREFECT__FLOW_RUN_ID $PREFECT_API_URL $(pwd -P) > out",
            env("WHO", "block", "GONE", null));
    server.deleteQueue("q");

    assertThat(runOnce("q")).isZero();

    assertThat(content("out"))
        .isEqualTo(
            String.join(" ", "block", "gone", hex(run), api.url().toString(), real(directory)));
    assertThat(server.states(run)).isEqualTo(silent());
    assertThat(server.pid(run)).matches(".+:\\d+");
    assertThat(log.messages())
        .containsSubsequence(
            "Submitting flow run '" + run + "'",
            "Opening process 'calm-heron'...",
            "Completed submission of flow run '" + run + "'");
    assertThat(log.messages()).contains("Process 'calm-heron' exited cleanly.");
  }

  @Test
  void overrides_change_what_runs() {
    var block = process(List.of("sh", "-c", "echo $WHO > out"), env("WHO", "block"));
    var overrides = Map.<String, Object>of("env.WHO", "override", "name", "renamed");
    server.run("q", server.deployment(block, "f.py:f", overrides), NOW);

    runOnce("q");

    assertThat(content("out")).isEqualTo("override");
    assertThat(log.messages()).contains("Opening process 'renamed'...");
  }

  @Test
  void without_a_working_directory_there_is_a_fresh_one_that_goes_again() {
    var report = directory.resolve("out");
    var block =
        server.block(
            "process",
            Map.of("command", List.of("sh", "-c", "pwd > " + report), "stream_output", false));
    server.run("q", server.deployment(block, "f.py:f", Map.of()), NOW);

    runOnce("q");

    assertThat(Path.of(content("out"))).doesNotExist();
  }

  @Test
  void a_process_that_exits_with_3_is_reported_crashed_with_3() {
    var run = shell("q", "exit 3", Map.of());

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(server.lastMessage(run))
        .isEqualTo("Flow run infrastructure exited with non-zero status code 3.");
    assertThat(log.messages()).contains("Process 'calm-heron' exited with status code: 3");
  }

  @Test
  void a_process_that_is_killed_is_reported_crashed() {
    var run = shell("q", "echo $$ > pid; exec sleep 600", Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pid"))).orElseThrow();
    server.report(run, RUNNING);

    child.destroyForcibly();

    await().until(() -> server.states(run).contains(CRASHED));
    assertThat(server.lastMessage(run)).endsWith("status code 137.");
  }

  @Test
  void an_end_that_the_run_has_reported_itself_is_kept() {
    var run = shell("q", "echo up > up; while [ ! -e go ]; do sleep 0.05; done; exit 9", Map.of());
    start("q");
    content("up");
    server.report(run, COMPLETED);
    write("go");

    await().until(() -> log.messages().contains("Process 'calm-heron' exited with status code: 9"));
    agents.forEach(Agent::close);

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, COMPLETED);
  }

  @Test
  void a_program_that_does_not_exist_fails_the_run() {
    var block = process(List.of("no-such-program-anywhere"), Map.of());
    var run = server.run("q", server.deployment(block, "f.py:f", Map.of()), NOW);

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, FAILED);
    assertThat(server.lastMessage(run))
        .isEqualTo(
            "Submission failed. java.io.IOException: program 'no-such-program-anywhere' not found on the"
                + " PATH");
  }

  @Test
  void a_block_of_an_unknown_type_and_a_bad_override_fail_the_run() {
    var pod = server.block("kubernetes-job", Map.of());
    var first = server.run("q", server.deployment(pod, "f.py:f", Map.of()), NOW);
    var block = process(List.of("true"), Map.of());
    var second = server.run("q", server.deployment(block, "f.py:f", Map.of("a.b", 1)), NOW);

    runOnce("q");

    assertThat(server.lastMessage(first))
        .contains("no infrastructure of block type 'kubernetes-job'");
    assertThat(server.lastMessage(second)).contains("the block has no object 'a'");
  }

  @Test
  void two_agents_share_a_queue_and_no_run_starts_twice() {
    var runs =
        IntStream.range(0, 12)
            .mapToObj(i -> shell("q", "echo $PREFECT__FLOW_RUN_ID >> out", Map.of()))
            .toList();
    start("q");
    start("q");

    await().until(() -> Files.exists(directory.resolve("out")) && lines("out").size() >= 12);
    agents.forEach(Agent::close);

    assertThat(lines("out"))
        .containsExactlyInAnyOrderElementsOf(runs.stream().map(AgentSuite::hex).toList());
  }

  @Test
  void a_queue_whose_name_is_refused_makes_a_single_pass_fail() {
    assertThat(runOnce("a/b")).isEqualTo(1);

    assertThat(log.messages())
        .anyMatch(
            m ->
                m.startsWith(
                    "Failed to create work queue 'a/b': Name 'a/b' contains an invalid character"))
        .anyMatch(m -> m.startsWith("This agent has no work queue and will take no runs: Name"));
  }

  @Test
  void an_agent_takes_no_more_runs_than_its_limit() {
    var script = "echo x >> started; while [ ! -e go ]; do sleep 0.05; done";
    var runs = Stream.generate(() -> shell("q", script, Map.of())).limit(5).toList();
    start(limited(2, "q"));
    await().until(() -> taken(runs).size() == 2 && Files.exists(directory.resolve("started")));
    var asked = api.timesAsked();

    await().until(() -> api.timesAsked() > asked + 1);

    assertThat(taken(runs)).isEqualTo(runs.subList(0, 2));
    write("go");
    await().until(() -> taken(runs).size() == 5);
  }

  @Test
  void within_its_limit_queues_are_served_in_the_order_given() {
    var low = Stream.generate(() -> shell("low", "true", Map.of())).limit(2).toList();
    var high = Stream.generate(() -> shell("high", "true", Map.of())).limit(2).toList();
    start(limited(1, "high", "low"));

    await().until(() -> taken(low).size() == 2);

    var lastOfHigh =
        high.stream().map(server::takenAt).max(Comparator.naturalOrder()).orElseThrow();
    assertThat(low).allSatisfy(run -> assertThat(server.takenAt(run)).isAfter(lastOfHigh));
  }

  List<UUID> taken(List<UUID> runs) {
    return runs.stream().filter(run -> server.states(run).contains(PENDING)).toList();
  }

  static AgentOptions limited(int limit, String... queues) {
    return quiet().queues(List.of(queues)).limit(limit).build();
  }

  @Test
  void a_paused_queue_is_left_alone() {
    server.pause("q");
    var run = shell("q", "true", Map.of());

    assertThat(runOnce("q")).isZero();

    assertThat(server.states(run)).containsExactly(SCHEDULED);
  }

  @Test
  void prefixes_name_all_queues_that_begin_so_and_make_none() {
    server.queue("team-a");
    server.queue("other");
    var run = shell("team-a", "true", Map.of());

    once(quiet().prefixes(List.of("team-")));

    assertThat(server.states(run)).contains(PENDING);
  }

  @Test
  void a_stopping_agent_ends_its_processes_and_reports_them() {
    var run = shell("q", "echo $$ > pid; exec sleep 600", Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("pid"))).orElseThrow();

    agents.get(0).close();

    assertThat(child.isAlive()).isFalse();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(server.lastMessage(run))
        .isEqualTo(
            "Flow run infrastructure exited with non-zero status code 143; its agent was stopped and"
                + " asked it to end.");
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void a_run_that_the_server_has_not_taken_when_the_agent_stops_is_given_back() {
    api.failing("flow_run_executions");
    var block = server.block("batch-job", Map.of("runtime", "server"));
    var run = server.run("q", server.deployment(block, "batch:engine-numbers", Map.of()), NOW);
    start("q");
    await().until(() -> log.messages().contains("Completed submission of flow run '" + run + "'"));

    agents.get(0).close();

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);
  }

  @Test
  void a_process_that_ignores_the_request_to_end_is_killed() {
    var run = shell("q", "trap '' TERM; echo up > up; while :; do sleep 0.05; done", Map.of());
    start("q");
    content("up");

    agents.get(0).close();

    assertThat(server.lastMessage(run))
        .isEqualTo(
            "Flow run infrastructure exited with non-zero status code 137; its agent was stopped,"
                + " asked it to end, and killed it when RIGEL_AGENT_STOP_SECONDS were over.");
    assertThat(log.errors()).isEmpty();
  }

  @Test
  void what_a_process_has_started_is_killed_too_though_the_process_itself_has_ended() {
    var stubborn = "trap '' TERM; echo \\$\\$ > stubborn; while :; do sleep 0.05; done";
    shell("q", "sh -c \"" + stubborn + "\" & wait", Map.of());
    start("q");
    var child = ProcessHandle.of(Long.parseLong(content("stubborn"))).orElseThrow();

    agents.get(0).close();

    await().until(() -> !child.isAlive()); // when the machine has taken note of its death
  }

  @Test
  void a_batch_job_that_stops_with_its_agent_is_no_error() {
    var block = server.block("batch-job", Map.of("runtime", "process", "stream_output", false));
    var run = server.run("q", server.deployment(block, "batch:engine-endless", Map.of()), NOW);
    start("q");
    await().atMost(SOON).until(() -> server.taskStates("wait").contains(RUNNING));

    agents.get(0).close();

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, CANCELLED);
    assertThat(server.taskStates("wait")).containsExactly(PENDING, RUNNING, CANCELLED);
    assertThat(log.errors()).isEmpty();
    assertThat(log.messages())
        .contains(
            "Process 'calm-heron' exited with status code: 143; the end of its run had been"
                + " reported");
  }

  @Test
  void a_batch_job_that_ends_its_jvm_has_crashed_whatever_its_exit_status() {
    var run = trouble("exit the JVM", Map.of("runtime", "process"));

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, CRASHED);
    assertThat(server.lastMessage(run))
        .startsWith("The job ended its JVM: System.exit was called at");
    assertThat(server.taskStates("work")).containsExactly(PENDING, RUNNING, CRASHED);
    assertThat(log.messages()).doesNotContain("Process 'calm-heron' exited cleanly.");
  }

  @Test
  void a_batch_job_that_halts_its_jvm_has_crashed_whatever_its_exit_status() {
    var run = trouble("halt the JVM", Map.of("runtime", "process"));

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, CRASHED);
    assertThat(server.lastMessage(run))
        .startsWith("Flow run infrastructure exited with status code 0; the job ended its JVM");
    assertThat(log.errors())
        .anyMatch(m -> m.startsWith("Process 'calm-heron' exited with status code: 0; "));
  }

  @Test
  void the_steps_of_a_batch_job_that_is_killed_have_crashed_too() {
    var block = server.block("batch-job", Map.of("runtime", "process", "stream_output", false));
    var run = server.run("q", server.deployment(block, "batch:engine-endless", Map.of()), NOW);
    start("q");
    await().atMost(SOON).until(() -> server.taskStates("wait").contains(RUNNING));
    var pid = Long.parseLong(server.pid(run).replaceAll(".*:", ""));

    ProcessHandle.of(pid).orElseThrow().destroyForcibly();

    await().atMost(SOON).until(() -> server.taskStates("wait").contains(CRASHED));
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, CRASHED);
    assertThat(server.lastMessage(run)).endsWith("status code 137.");
  }

  @Test
  void a_batch_job_in_the_agent_that_ignores_stop_is_given_up() {
    deadline = "0.2";
    var run = trouble("ignore stop", Map.of("runtime", "agent"));
    start("q");
    await().atMost(SOON).until(() -> server.taskStates("work").contains(RUNNING));

    server.report(run, CANCELLED);

    // of a claimed run the server has ended the step with the run
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(server.taskStates("work")).last().isIn(CRASHED, CANCELLED));
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, CANCELLED);
    await()
        .atMost(SOON)
        .until(
            () ->
                server.logs().stream()
                    .anyMatch(
                        line ->
                            line.matches(
                                "The job did not stop within 0.2 s .* its thread goes on in the"
                                    + " agent, process \\d+ on .*, until that is restarted\\.")));
  }

  @Test
  void a_batch_job_runs_in_a_jvm_of_its_own() {
    var run = batchJob(Map.of("runtime", "process"));

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
    assertThat(server.logs()).contains("Step 'copy' started");
    assertThat(log.messages()).contains("Process 'calm-heron' exited cleanly.");
  }

  @Test
  void a_batch_job_without_a_block_does_so_too() {
    var run = server.run("q", server.deployment(null, "batch:engine-numbers", Map.of()), NOW);

    runOnce("q");

    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
  }

  @Test
  void a_batch_job_runs_in_the_jvm_of_the_agent() {
    var first = batchJob(Map.of("runtime", "agent"));
    var second = batchJob(Map.of("runtime", "agent"));

    runOnce("q");

    for (var run : List.of(first, second)) {
      assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
      assertThat(server.pid(run)).endsWith(":" + ProcessHandle.current().pid());
    }
    assertThat(server.logs()).contains("Step 'copy' started");
  }

  @ParameterizedTest
  @ValueSource(strings = {"process", "agent"})
  void a_class_path_that_does_not_exist_fails_the_run_at_once_by_name(String runtime) {
    var missing =
        batchJob(Map.of("runtime", runtime, "classpath", List.of("/no/such.jar", "/no/lib/*")));

    runOnce("q");

    assertThat(server.states(missing)).containsExactly(SCHEDULED, PENDING, FAILED);
    assertThat(server.lastMessage(missing))
        .contains("there is no /no/such.jar and no /no/lib/*, which is on the class path");
  }

  @Test
  void a_batch_job_that_an_agent_cannot_load_fails() {
    var unknown = batchJob(Map.of("runtime", "cloud"));

    runOnce("q");

    assertThat(server.lastMessage(unknown)).endsWith("infrastructure block: no runtime 'cloud'");
  }

  @Test
  void the_banner_names_api_and_queues() {
    once(quiet().queues(List.of("a", "b")).hideWelcome(false));

    assertThat(printed())
        .contains("Starting Rigel agent connected to " + api.url() + "...")
        .contains("Agent started! Looking for work from queue(s): a, b...\n")
        .containsPattern("Flow run limit: \\d+ at once\\.\n")
        .endsWith("Agent stopped!\n");
  }

  @Test
  void nothing_or_two_ways_to_say_where_to_look_is_refused() {
    assertThatThrownBy(() -> once(quiet())).hasMessage("No work queues provided!");
    assertThatThrownBy(() -> once(quiet().queues(List.of("a")).prefixes(List.of("b"))))
        .hasMessage("Only one of `work_queues`, `match`, or `tags` can be provided.");
    assertThatThrownBy(() -> once(quiet().queues(List.of("a")).limit(-1)))
        .hasMessageStartingWith("The limit -1 is");
  }

  /** The states of a run whose command says nothing to the server and exits with 0. */
  abstract List<StateType> silent();

  UUID shell(String queue, String script, Map<String, String> env) {
    return shell(queue, script, env, NOW);
  }

  UUID shell(String queue, String script, Map<String, String> env, Duration after) {
    var block = process(List.of("sh", "-c", script), env);
    return server.run(queue, server.deployment(block, "f.py:f", Map.of()), after);
  }

  UUID trouble(String what, Map<String, Object> fields) {
    var data = new HashMap<String, Object>(fields);
    data.put("stream_output", false);
    var block = server.block("batch-job", data);
    var deployment = server.deployment(block, "batch:engine-trouble", Map.of());
    return server.run("q", deployment, NOW, Map.of("what", what));
  }

  UUID batchJob(Map<String, Object> fields) {
    return batchJob(fields, NOW);
  }

  UUID batchJob(Map<String, Object> fields, Duration after) {
    var data = new HashMap<String, Object>(fields);
    data.put("stream_output", false);
    var block = server.block("batch-job", data);
    return server.run("q", server.deployment(block, "batch:engine-numbers", Map.of()), after);
  }

  /** Output is not streamed, as the test's own output belongs to the build. */
  UUID process(List<String> command, Map<String, String> env) {
    var data =
        Map.of(
            "command",
            command,
            "env",
            env,
            "working_dir",
            directory.toString(),
            "stream_output",
            false);
    return server.block("process", data);
  }

  static Map<String, String> env(String... namesAndValues) {
    var env = new HashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      env.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Collections.unmodifiableMap(env);
  }

  void start(String... queues) {
    start(AgentOptions.serving(queues));
  }

  void start(AgentOptions options) {
    var agent = agent(options);
    var thread = new Thread(agent::run, "agent");
    threads.add(thread);
    thread.start();
  }

  int runOnce(String... queues) {
    return once(quiet().queues(List.of(queues)));
  }

  static AgentOptionsBuilder quiet() {
    return AgentOptionsBuilder.builder().hideWelcome(true);
  }

  int once(AgentOptionsBuilder options) {
    return agent(options.runOnce(true).build()).run();
  }

  Agent agent(AgentOptions options) {
    var settings =
        GivenSettings.of(
            Map.of(
                API_URL,
                api.url().toString(),
                AGENT_HEARTBEAT,
                heartbeat,
                AGENT_QUERY_INTERVAL,
                "0.05",
                AGENT_STOP,
                grace,
                JOB_STOP,
                deadline,
                HOME,
                directory.toString()));
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var agent = AgentProgram.agent(options, settings, out, clock);
    agents.add(agent);
    return agent;
  }

  String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** What the process has written, once it has. */
  String content(String file) {
    await().until(() -> Files.exists(directory.resolve(file)) && !lines(file).isEmpty());
    return lines(file).get(0);
  }

  List<String> lines(String file) {
    try {
      return Files.readAllLines(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file) {
    try {
      Files.writeString(directory.resolve(file), "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String hex(UUID id) {
    return id.toString().replace("-", "");
  }

  static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
