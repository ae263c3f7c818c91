package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.AGENT_QUERY_INTERVAL;
import static dev.rigel.contract.setting.Settings.AGENT_STOP;
import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.agent.AgentState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents in a JVM of their own, which are told to end. */
@Timeout(120)
class AgentSignalsTest {
  private static final Duration SOON = Duration.ofSeconds(50);
  private static final String UNTIL_GO = "echo up > up; while [ ! -e go ]; do sleep 0.05; done";

  @TempDir Path directory;
  private final ServerFacts server = new ServerFacts();
  private final TroubledApi api = new TroubledApi(ServerFacts.address());
  private Process agent;

  @AfterEach
  void end() throws InterruptedException {
    agent.destroyForcibly().waitFor();
    api.close();
  }

  @Test
  void running_work_may_end_in_its_time_and_no_more_is_taken() throws Exception {
    var run = shell(UNTIL_GO + "; echo end > end");
    start("--drain-seconds", "600");

    agent.destroy();
    await().until(() -> server.agents().get(0).state() == AgentState.DRAINING);
    var next = shell("true");
    server.report(run, COMPLETED);
    Files.writeString(directory.resolve("go"), "");

    assertThat(agent.waitFor()).isZero();
    assertThat(directory.resolve("end")).exists();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, COMPLETED);
    assertThat(server.states(next)).containsExactly(SCHEDULED);
    assertThat(server.agents().get(0).state()).isEqualTo(AgentState.GONE);
  }

  @Test
  void the_same_holds_for_one_that_polls() throws Exception {
    api.knowNoAgents();
    var run = shell(UNTIL_GO);
    start("--drain-seconds", "600");

    agent.destroy();
    await().until(() -> output().contains("No more flow runs are taken"));
    var next = shell("true");
    Files.writeString(directory.resolve("go"), "");

    assertThat(agent.waitFor()).isZero();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING);
    assertThat(server.states(next)).containsExactly(SCHEDULED);
  }

  @Test
  void a_second_signal_stops_what_runs() throws Exception {
    var run = shell(UNTIL_GO);
    start("--drain-seconds", "600");
    agent.destroy();
    await().until(() -> server.agents().get(0).state() == AgentState.DRAINING);

    agent.destroy();

    assertThat(agent.waitFor()).isZero();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(server.lastMessage(run)).endsWith("its agent was stopped and asked it to end.");
  }

  @Test
  void what_has_not_ended_in_its_time_is_stopped() throws Exception {
    var run = shell(UNTIL_GO);
    start("--drain-seconds", "1");

    agent.destroy();

    assertThat(agent.waitFor()).isZero();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CRASHED);
  }

  @Test
  void without_such_a_time_all_is_stopped_and_one_more_signal_kills() throws Exception {
    var run = shell("trap 'echo asked > asked' TERM; " + UNTIL_GO);
    start();

    agent.destroy();
    await().until(() -> Files.exists(directory.resolve("asked")));
    agent.destroy();

    assertThat(agent.waitFor()).isZero();
    assertThat(server.states(run)).containsExactly(SCHEDULED, PENDING, CRASHED);
    assertThat(server.lastMessage(run)).contains("status code 137; its agent was stopped");
    assertThat(server.agents().get(0).state()).isEqualTo(AgentState.GONE);
  }

  private UUID shell(String script) {
    var block =
        server.block(
            "process",
            Map.of(
                "command",
                List.of("sh", "-c", script),
                "working_dir",
                directory.toString(),
                "stream_output",
                false));
    return server.run("q", server.deployment(block, "f.py:f", Map.of()), Duration.ZERO);
  }

  private void start(String... options) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.rigel.cli.Main",
                "agent",
                "start",
                "-q",
                "q"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log());
    builder
        .environment()
        .putAll(
            Map.of(
                API_URL.name(),
                api.url().toString(),
                HOME.name(),
                directory.toString(),
                AGENT_QUERY_INTERVAL.name(),
                "0.2",
                // longer than this test: nothing is killed because its time is over
                AGENT_STOP.name(),
                "600"));
    agent = builder.start();
    await().atMost(SOON).until(() -> Files.exists(directory.resolve("up")));
  }

  private File log() {
    return directory.resolve("agent.log").toFile();
  }

  private String output() throws IOException {
    return Files.readString(log().toPath());
  }
}
