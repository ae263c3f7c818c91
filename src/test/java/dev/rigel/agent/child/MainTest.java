package dev.rigel.agent.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.agent.child.PlayedApi.Treatment;
import dev.rigel.engine.RunHold.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real child JVM; only the API is played. */
class MainTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();
  private PlayedApi api;

  @BeforeEach
  void startApi() throws IOException {
    api = new PlayedApi();
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (var process : started) {
      process.destroyForcibly().waitFor();
    }
    api.close();
  }

  @Test
  void a_job_runs_to_its_end_and_is_reported() throws Exception {
    api.entrypoint = "batch:engine-numbers";
    api.parameters = Map.of("limit", 12);

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "COMPLETED");
    assertThat(api.taskRunStateTypes("copy")).containsExactly("RUNNING", "COMPLETED");
    assertThat(api.taskRunStates.get("copy").get(1).at("/state/data/read_count").asInt())
        .isEqualTo(12);
    assertThat(api.logMessages()).contains("Step 'copy' started", "wrote 12 numbers");
    assertThat(output()).contains(" | INFO    | finish - wrote 12 numbers");
    assertThat(mark()).hasContent("REPORTED");
  }

  @Test
  void a_job_that_cannot_be_found_is_reported_failed() throws Exception {
    api.entrypoint = "batch:no-such-job";

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "FAILED");
    assertThat(api.flowRunStates.get(1).get("force").booleanValue()).isTrue();
  }

  @Test
  void an_entrypoint_that_names_no_job_is_reported_failed() throws Exception {
    api.entrypoint = "flow.py:hello";

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("FAILED");
    assertThat(api.flowRunStates.get(0).at("/state/message").textValue())
        .isEqualTo(
            "Flow could not be retrieved from deployment. entrypoint 'flow.py:hello' names no batch"
                + " job; expected batch:NAME");
  }

  @Test
  void a_run_that_the_server_aborts_ends_quietly() throws Exception {
    api.entrypoint = "batch:engine-numbers";
    api.treatments.add(PlayedApi.Treatment.ABORT);

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING");
  }

  @Test
  void an_unknown_run_or_no_id_ends_with_1_and_one_line() throws Exception {
    assertThat(exitOf(child(hex(UUID.randomUUID())))).isEqualTo(1);
    assertThat(output()).hasLineCount(1).contains("404");

    assertThat(exitOf(child("not-an-id"))).isEqualTo(1);
    assertThat(output())
        .isEqualTo("no flow run id: 'not-an-id'; expected in PREFECT__FLOW_RUN_ID\n");
    assertThat(api.flowRunStates).isEmpty();
  }

  @Test
  void sigterm_stops_the_job_and_reports_it_with_its_last_words() throws Exception {
    api.entrypoint = "batch:engine-endless";
    var child = child(hex(api.flowRunId));
    await().atMost(SOON).until(() -> api.taskRunStateTypes("wait").contains("RUNNING"));

    child.destroy();

    assertThat(exitOf(child)).isEqualTo(128 + 15);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "CANCELLED");
    assertThat(api.taskRunStateTypes("wait")).containsExactly("RUNNING", "CANCELLED");
    assertThat(api.logMessages()).contains("told to stop");
  }

  @Test
  void sigterm_ends_a_child_that_waits_to_begin_while_its_server_is_away() throws Exception {
    Collections.nCopies(1000, Treatment.BUSY).forEach(api.treatments::add);
    var child = child(hex(api.flowRunId));
    await().atMost(SOON).until(() -> !api.flowRunStates.isEmpty());

    child.destroy();

    assertThat(exitOf(child)).isEqualTo(128 + 15);
    assertThat(output()).doesNotContain("no end was reported");
    assertThat(mark()).isEmptyFile();
  }

  @Test
  void a_job_that_ends_its_jvm_is_reported_crashed_at_once() throws Exception {
    trouble("exit the JVM");

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "CRASHED");
    assertThat(api.flowRunStates.get(1).at("/state/message").textValue())
        .matches(
            "The job ended its JVM: System\\.exit was called at"
                + " dev\\.rigel\\.engine\\.TroubleBatchlet\\.process \\(.*:\\d+\\)\\.");
    assertThat(api.taskRunStateTypes("work")).containsExactly("RUNNING", "CRASHED");
    assertThat(api.logMessages()).anyMatch(line -> line.startsWith("The job ended its JVM"));
    assertThat(mark()).hasContent("GIVEN_UP");
  }

  @Test
  void a_job_that_halts_its_jvm_leaves_no_mark() throws Exception {
    trouble("halt the JVM");

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING");
    assertThat(mark()).isEmptyFile();
  }

  @Test
  void a_job_that_ignores_sigterm_is_given_up_after_the_deadline() throws Exception {
    trouble("ignore stop");
    var child = child(hex(api.flowRunId));
    await().atMost(SOON).until(() -> api.taskRunStateTypes("work").contains("RUNNING"));

    child.destroy();

    assertThat(exitOf(child)).isEqualTo(128 + 15);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "CRASHED");
    assertThat(api.flowRunStates.get(1).at("/state/message").textValue())
        .isEqualTo("The job did not stop within 1 s after it was asked to; its process is ended.");
    assertThat(api.taskRunStateTypes("work")).containsExactly("RUNNING", "CRASHED");
    assertThat(mark()).hasContent("GIVEN_UP");
  }

  @Test
  void a_cancelled_job_that_ignores_stop_ends_with_its_process() throws Exception {
    trouble("ignore stop");
    var child = child(hex(api.flowRunId));
    await().atMost(SOON).until(() -> api.taskRunStateTypes("work").contains("RUNNING"));

    api.treatments.add(PlayedApi.Treatment.ABORT);
    api.cancel();

    assertThat(exitOf(child)).isEqualTo(1);
    assertThat(api.taskRunStateTypes("work")).containsExactly("RUNNING", "CRASHED");
    assertThat(api.logMessages()).contains("The run has been ended from outside");
  }

  @Test
  void a_job_whose_run_another_engine_has_is_stopped_and_not_reported() throws Exception {
    api.entrypoint = "batch:engine-endless";
    var child = child(hex(api.flowRunId));
    await().atMost(SOON).until(() -> api.taskRunStateTypes("wait").contains("RUNNING"));

    api.giveToAnother();

    assertThat(exitOf(child)).isZero();
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING");
    assertThat(api.taskRunStateTypes("wait")).containsExactly("RUNNING");
    assertThat(api.logMessages())
        .contains("told to stop")
        .containsOnlyOnce(Standing.OTHERS.words());
    assertThat(mark()).hasContent("ABORTED");
  }

  private void trouble(String what) {
    api.entrypoint = "batch:engine-trouble";
    api.parameters = Map.of("what", what);
  }

  private Path mark() {
    return directory.resolve("mark");
  }

  @Test
  void a_server_that_fails_or_loses_its_answer_does_no_harm() throws Exception {
    api.entrypoint = "batch:engine-numbers";
    api.treatments.add(PlayedApi.Treatment.FAIL);
    api.treatments.add(PlayedApi.Treatment.LOSE_ANSWER);

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "RUNNING", "COMPLETED");
  }

  @Test
  void a_job_that_ends_while_its_server_starts_again_is_reported_afterwards() throws Exception {
    api.entrypoint = "batch:engine-numbers";
    api.parameters = Map.of("limit", 12);
    api.treatments.add(PlayedApi.Treatment.RESTART);

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "COMPLETED");
    assertThat(api.taskRunStateTypes("copy")).containsExactly("RUNNING", "COMPLETED");
    assertThat(api.logMessages()).contains("Step 'copy' started", "wrote 12 numbers");
  }

  @Test
  void a_job_is_not_stopped_by_a_server_that_starts_again() throws Exception {
    api.entrypoint = "batch:engine-endless";
    var child = child(hex(api.flowRunId));
    await().atMost(SOON).until(() -> api.taskRunStateTypes("wait").contains("RUNNING"));

    api.hiddenFor(3);
    await().atMost(SOON).until(() -> !api.isHidden());

    assertThat(output()).doesNotContain("The run has been ended from outside");
    child.destroy();
    assertThat(exitOf(child)).isEqualTo(128 + 15);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "CANCELLED");
  }

  @Test
  void a_child_that_starts_while_its_server_does_waits_for_it() throws Exception {
    api.entrypoint = "batch:engine-numbers";
    api.hiddenFor(3);

    assertThat(exitOf(child(hex(api.flowRunId)))).isZero();

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "COMPLETED");
  }

  private Process child(String flowRunId) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("output").toFile());
    builder.environment().put(Main.FLOW_RUN_ID, flowRunId);
    builder.environment().put("PREFECT_API_URL", api.url());
    builder.environment().put("RIGEL_HOME", directory.toString());
    builder.environment().put("RIGEL_JOB_STOP_SECONDS", "1");
    builder.environment().put(EndMark.VARIABLE, Files.writeString(mark(), "").toString());
    var process = builder.start();
    started.add(process);
    return process;
  }

  private int exitOf(Process child) throws Exception {
    assertThat(child.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
    return child.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  private static String hex(UUID id) {
    return id.toString().replace("-", "");
  }
}
