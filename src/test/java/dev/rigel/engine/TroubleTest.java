package dev.rigel.engine;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.engine.RecordingReporter.accept;
import static dev.rigel.engine.RecordingReporter.awaitRetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.json.StorableText;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.engine.FlowRunExecution.Ending;
import dev.rigel.engine.RunHold.Standing;
import dev.rigel.engine.jberet.JBeretRuntime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on JBeret that end as no job should, and what is told of them. */
class TroubleTest {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final UUID flowRunId = UUID.randomUUID();
  private final RecordingReporter reporter = new RecordingReporter();
  private final RunLogs logs = new RunLogs(Clock.systemUTC(), line -> {});
  private final LogCapture capture = LogCapture.ofJobThreads();
  private JobRuntime home;

  @BeforeEach
  void captureLogs() {
    ROOT.addHandler(capture);
    home = JBeretRuntime.start(capture, new StopDeadline(Duration.ofMillis(200), "so much for it"));
  }

  @AfterEach
  void captureNoMore() {
    ROOT.removeHandler(capture);
  }

  @Test
  void what_a_step_throws_is_made_storable() throws Exception {
    trouble("bad text").run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(message())
        .isEqualTo(
            "Step 'work' failed: java.lang.IllegalStateException: bad record: AB\uFFFDCD \uFFFD");
    assertThat(stepMessage())
        .isEqualTo("java.lang.IllegalStateException: bad record: AB\uFFFDCD \uFFFD");
  }

  @Test
  void what_a_step_throws_is_cut() throws Exception {
    trouble("long text").run();

    assertThat(message())
        .startsWith("Step 'work' failed: java.lang.IllegalStateException: xxx")
        .hasSizeLessThanOrEqualTo(StorableText.LONGEST_MESSAGE);
    assertThat(stepMessage())
        .startsWith("java.lang.IllegalStateException: xxx")
        .hasSizeLessThanOrEqualTo(StorableText.LONGEST_MESSAGE);
  }

  @Test
  void what_a_step_throws_is_shown_with_its_causes() throws Exception {
    trouble("causes").run();

    assertThat(message())
        .isEqualTo(
            "Step 'work' failed: java.lang.IllegalStateException: no report;"
                + " caused by: java.lang.IllegalArgumentException: no file");
  }

  @Test
  void an_exception_that_says_nothing_of_itself_is_named() throws Exception {
    trouble("no text").run();

    assertThat(message()).isEqualTo("Step 'work' failed: dev.rigel.engine.TroubleBatchlet$Mute");
  }

  @Test
  void a_listener_that_cannot_be_made_fails_the_job_with_the_cause() throws Exception {
    execution("engine-bad-listener", Map.of()).run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(message())
        .isEqualTo("Job failed: java.lang.NumberFormatException: For input string: \"many\"");
  }

  @Test
  void an_exit_status_is_made_storable() throws Exception {
    trouble("bad exit status").run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, COMPLETED);
    assertThat(stepMessage()).isEqualTo("exit status a\uFFFDb");
  }

  @Test
  void an_exit_status_that_says_nothing_is_not_shown() throws Exception {
    trouble("empty exit status").run();

    assertThat(stepMessage()).isNull();
    assertThat(message()).isEqualTo("1 step completed.");
  }

  @Test
  void the_exit_status_of_the_job_is_shown_where_it_says_more_than_the_batch_status()
      throws Exception {
    trouble("exit status of the job").run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, COMPLETED);
    assertThat(message()).isEqualTo("1 step completed; exit status CHECKED, TWO FILES.");
  }

  @Test
  void a_job_that_fails_by_a_transition_says_its_exit_status() throws Exception {
    trouble("NO GOOD").run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(message()).isEqualTo("Job failed with exit status CHECK REFUSED THE FILE.");
    assertThat(stepMessage()).isEqualTo("exit status NO GOOD");
  }

  @Test
  void a_job_that_fails_by_a_transition_without_words_says_the_last_steps() throws Exception {
    trouble("NO WORDS").run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(message()).isEqualTo("Job failed after step 'work' with exit status NO WORDS.");
  }

  @Test
  void a_job_that_stops_itself_says_so() throws Exception {
    trouble("ENOUGH").run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, CANCELLED);
    assertThat(message())
        .isEqualTo(
            "The job stopped itself after step 'work', with 1 step completed; exit status ENOUGH FOR"
                + " TODAY. If the run is retried, it goes on from there.");
  }

  @Test
  void a_job_that_may_not_be_restarted_fails_with_the_steps_reason() throws Exception {
    reporter.answers.add(accept(StateCreate.of(RUNNING, null)));
    reporter.answers.add(awaitRetry());

    assertThat(execution("engine-once", Map.of()).run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED, FAILED);
    assertThat(reporter.flowRunStates.get(2).force()).isTrue();
    assertThat(message())
        .isEqualTo(
            "Step 'work' failed: java.lang.IllegalStateException: no report;"
                + " caused by: java.lang.IllegalArgumentException: no file."
                + " Not tried again: the job's XML says restartable=\"false\".");
  }

  @Test
  void a_typing_error_in_the_job_xml_is_shown_with_element_line_and_column() throws Exception {
    execution("engine-typo", Map.of()).run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(message())
        .startsWith("Flow could not be retrieved from deployment. ")
        .contains("batchlett")
        .contains("Line number = 5", "Column number = ")
        .matches(
            "(?s).*; META-INF/batch-jobs/engine-typo.xml, line 5, column \\d+: no job has an element"
                + " <batchlett>");
  }

  @Test
  void a_missing_job_xml_is_shown_with_where_it_was_looked_for() throws Exception {
    execution("no-such-job", Map.of()).run();

    assertThat(message())
        .startsWith(
            "Flow could not be retrieved from deployment."
                + " META-INF/batch-jobs/no-such-job.xml is not on the class path: ")
        .contains("target/test-classes");
  }

  @Test
  void a_stopped_run_says_where_it_was_and_goes_on_from_there() throws Exception {
    var execution = execution("engine-two-waits", Map.of());
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    await().atMost(SOON).until(() -> reporter.taskRunStates.containsKey("wait/0"));

    execution.stop();

    assertThat(ending.get(60, TimeUnit.SECONDS)).isEqualTo(Ending.REPORTED);
    assertThat(message())
        .isEqualTo(
            "Stopped on request in step 'wait', with 1 step completed."
                + " If the run is retried, it goes on from there.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignore stop", "block stop"})
  void a_job_that_does_not_stop_is_given_up_after_the_deadline(String what) throws Exception {
    var execution = trouble(what);
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    await().atMost(SOON).until(() -> reporter.taskRunStates.containsKey("work/0"));

    reporter.whose = () -> Standing.ENDED;

    assertThat(ending.get(60, TimeUnit.SECONDS)).isEqualTo(Ending.GIVEN_UP);
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING);
    assertThat(reporter.taskRunStateTypes("work/0")).containsExactly(PENDING, RUNNING, CRASHED);
    assertThat(stepMessage())
        .isEqualTo("The job did not stop within 0.2 s after it was asked to; so much for it.");
    assertThat(reporter.logs)
        .anyMatch(log -> log.level() == 40 && log.message().equals(stepMessage()));
  }

  private FlowRunExecution trouble(String what) {
    return execution("engine-trouble", Map.of("what", what));
  }

  private FlowRunExecution execution(String name, Map<String, Object> parameters) {
    var run = FlowRunJob.of(flowRunId, "brave-otter", "batch:" + name, parameters);
    return new FlowRunExecution(run, home, reporter, logs, Duration.ofMillis(50));
  }

  private static Ending run(FlowRunExecution execution) {
    try {
      return execution.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String message() {
    return reporter.lastFlowRunState().message();
  }

  private String stepMessage() {
    return reporter.lastTaskRunState("work/0").message();
  }
}
