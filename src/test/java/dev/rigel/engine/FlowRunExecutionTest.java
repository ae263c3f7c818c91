package dev.rigel.engine;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.engine.RecordingReporter.abort;
import static dev.rigel.engine.RecordingReporter.accept;
import static dev.rigel.engine.RecordingReporter.awaitRetry;
import static dev.rigel.engine.RecordingReporter.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.engine.FlowRunExecution.Ending;
import dev.rigel.engine.RunHold.Standing;
import dev.rigel.engine.jberet.JBeretRuntime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real jobs on JBeret; only the server's side is played. */
@Timeout(60)
class FlowRunExecutionTest {
  private static final Logger ROOT = Logger.getLogger("");

  private final UUID flowRunId = UUID.randomUUID();
  private final RecordingReporter reporter = new RecordingReporter();
  private final RunLogs logs = new RunLogs(Clock.systemUTC(), line -> {});
  private final LogCapture capture = LogCapture.ofJobThreads();
  private JobRuntime home;

  @BeforeEach
  void captureLogs() {
    NumbersJob.reset();
    ROOT.addHandler(capture);
    home = JBeretRuntime.start(capture, new StopDeadline(Duration.ofSeconds(60), "not reached"));
  }

  @AfterEach
  void captureNoMore() {
    ROOT.removeHandler(capture);
  }

  @Test
  void a_job_that_completes_is_reported_with_its_steps_and_counts() throws Exception {
    NumbersJob.UNLUCKY.add(7);
    NumbersJob.UNLUCKY.add(13);

    assertThat(numbers().run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, COMPLETED);
    assertThat(reporter.lastFlowRunState().message()).isEqualTo("2 steps completed.");
    assertThat(reporter.taskRunStates).containsOnlyKeys("copy/0", "finish/0");
    assertThat(reporter.taskRunStateTypes("copy/0")).containsExactly(PENDING, RUNNING, COMPLETED);
    var copied = reporter.lastTaskRunState("copy/0");
    assertThat(copied.message()).isEqualTo("25 read, 23 written, 2 skipped, 3 commits");
    assertThat(copied.data().get("read_count").asLong()).isEqualTo(25);
    assertThat(copied.data().get("process_skip_count").asLong()).isEqualTo(2);
    assertThat(reporter.lastTaskRunState("finish/0").message()).isEqualTo("exit status DONE");
  }

  @Test
  void parameters_reach_the_job() throws Exception {
    execution("engine-numbers", Map.of("limit", 4)).run();

    assertThat(NumbersJob.WRITTEN).containsExactly(1, 2, 3, 4);
  }

  @Test
  void log_records_of_the_job_are_sent_with_the_task_run_of_their_step() throws Exception {
    NumbersJob.UNLUCKY.add(7);

    numbers().run();

    var unlucky = logged("number 7 is unlucky");
    assertThat(unlucky.name()).isEqualTo("numbers");
    assertThat(unlucky.level()).isEqualTo(30);
    assertThat(unlucky.flowRunId()).isEqualTo(flowRunId);
    assertThat(unlucky.taskRunId()).isEqualTo(reporter.taskRun("copy/0"));
    var finished = logged("wrote 24 numbers");
    assertThat(finished.level()).isEqualTo(20);
    assertThat(finished.taskRunId()).isEqualTo(reporter.taskRun("finish/0"));
  }

  @Test
  void records_of_other_threads_and_runs_are_not_sent() throws Exception {
    ROOT.info("not of the job");

    numbers().run();

    assertThat(reporter.logs).extracting(LogCreate::message).doesNotContain("not of the job");
  }

  @Test
  void a_job_that_fails_is_reported_with_the_step_and_what_it_threw() throws Exception {
    NumbersJob.FATAL_ONCE.add(17);

    assertThat(numbers().run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(reporter.lastFlowRunState().message())
        .isEqualTo("Step 'copy' failed: java.lang.IllegalStateException: number 17 is fatal");
    assertThat(reporter.taskRunStateTypes("copy/0")).containsExactly(PENDING, RUNNING, FAILED);
    assertThat(reporter.lastTaskRunState("copy/0").message())
        .isEqualTo(
            "java.lang.IllegalStateException: number 17 is fatal;"
                + " 17 read, 10 written, 1 commit, 1 rollback");
    assertThat(reporter.taskRunStates).doesNotContainKey("finish/0");
    assertThat(logged("Run ended Failed").level()).isEqualTo(40);
  }

  @Test
  void a_retry_waits_and_goes_on_from_the_last_checkpoint_in_the_same_task_run() throws Exception {
    NumbersJob.FATAL_ONCE.add(17);
    reporter.answers.add(accept(StateCreate.of(RUNNING, null)));
    reporter.answers.add(awaitRetry());
    reporter.answers.add(waitFor(Duration.ZERO));

    assertThat(numbers().run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes())
        .containsExactly(RUNNING, FAILED, RUNNING, RUNNING, COMPLETED);
    assertThat(reporter.taskRunStateTypes("copy/0"))
        .containsExactly(PENDING, RUNNING, FAILED, RUNNING, COMPLETED);
    assertThat(reporter.lastTaskRunState("copy/0").data().get("read_count").asLong())
        .as("counted over both attempts")
        .isEqualTo(25);
    assertThat(reporter.logs)
        .filteredOn(log -> log.message().equals("Step 'copy' started"))
        .extracting(LogCreate::taskRunId)
        .containsExactly(reporter.taskRun("copy/0"), reporter.taskRun("copy/0"));
    assertThat(NumbersJob.WRITTEN)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 25).boxed().toList());
  }

  @Test
  void a_retry_loses_nothing_when_the_failed_chunk_had_skipped_an_item() throws Exception {
    NumbersJob.UNLUCKY.add(13);
    NumbersJob.UNLUCKY.add(15);
    NumbersJob.FATAL_ONCE.add(17);
    reporter.answers.add(accept(StateCreate.of(RUNNING, null)));
    reporter.answers.add(awaitRetry());

    numbers().run();

    assertThat(NumbersJob.WRITTEN)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 25).filter(i -> i != 13 && i != 15).boxed().toList());
  }

  @Test
  void skipped_items_at_the_head_of_a_failed_chunk_are_not_read_again() throws Exception {
    NumbersJob.UNLUCKY.add(11);
    NumbersJob.UNLUCKY.add(12);
    NumbersJob.FATAL_ONCE.add(14);
    reporter.answers.add(accept(StateCreate.of(RUNNING, null)));
    reporter.answers.add(awaitRetry());

    numbers().run();

    assertThat(reporter.lastTaskRunState("copy/0").data().get("read_count").asLong())
        .as("without those of the failed chunk, which it begins after")
        .isEqualTo(25 - 2);
    assertThat(NumbersJob.WRITTEN)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 25).filter(i -> i != 11 && i != 12).boxed().toList());
  }

  @Test
  void a_run_that_is_told_to_wait_proposes_again() throws Exception {
    reporter.answers.add(waitFor(Duration.ZERO));
    reporter.answers.add(waitFor(Duration.ZERO));

    assertThat(numbers().run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, RUNNING, RUNNING, COMPLETED);
  }

  @Test
  void the_exact_delay_counts_and_nothing_is_proposed_before_it_is_over() throws Exception {
    var wait = new ResponseDetails.Wait(3_600, 120L, "Scheduled time is in the future");
    reporter.answers.add(new OrchestrationResult(null, SetStateStatus.WAIT, wait));
    var proposedAt = new ArrayList<Long>();
    reporter.proposed = proposal -> proposedAt.add(System.nanoTime());

    numbers().run();

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, RUNNING, COMPLETED);
    assertThat(proposedAt.get(1) - proposedAt.get(0)).isGreaterThanOrEqualTo(120_000_000L);
  }

  @Test
  void nobody_is_asked_whose_the_run_is_when_its_time_is_near() throws Exception {
    var asked = new AtomicInteger();
    reporter.whose =
        () -> {
          asked.incrementAndGet();
          return Standing.OURS;
        };
    var askedBefore = new ArrayList<Integer>();
    reporter.proposed = proposal -> askedBefore.add(asked.get());
    reporter.answers.add(waitFor(Duration.ofMillis(300))); // else it asks every 50 ms

    numbers().run();

    assertThat(askedBefore.get(1)).isZero();
  }

  @Test
  void a_run_that_the_server_aborts_starts_no_job() throws Exception {
    reporter.answers.add(abort("This run has already terminated."));

    assertThat(numbers().run()).isEqualTo(Ending.ABORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING);
    assertThat(reporter.taskRunStates).isEmpty();
    assertThat(NumbersJob.WRITTEN).isEmpty();
    logged("Not run: This run has already terminated.");
  }

  @Test
  void an_unknown_job_is_reported_failed_by_force() throws Exception {
    assertThat(execution("no-such-job", Map.of()).run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED);
    assertThat(reporter.flowRunStates.get(1).force()).isTrue();
    assertThat(reporter.lastFlowRunState().message())
        .startsWith("Flow could not be retrieved from deployment. ")
        .contains("no-such-job");
  }

  @Test
  void an_error_of_the_batch_runtime_is_reported_crashed() throws Exception {
    var broken =
        new JobRuntime(
            home.executions(),
            start -> {
              throw new NoClassDefFoundError("com/example/Gone");
            },
            capture,
            home.threads(),
            home.lookEvery(),
            home.stopDeadline());
    var run = FlowRunJob.of(flowRunId, "brave-otter", "batch:engine-numbers", Map.of());

    assertThat(new FlowRunExecution(run, broken, reporter, logs, Duration.ofMillis(50)).run())
        .isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, CRASHED);
    assertThat(reporter.lastFlowRunState().message())
        .isEqualTo(
            "Execution was interrupted by an unexpected error: java.lang.NoClassDefFoundError:"
                + " com/example/Gone");
  }

  @Test
  void a_stopped_job_is_reported_cancelled() throws Exception {
    var execution = execution("engine-endless", Map.of());
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    await().until(() -> reporter.taskRunStates.containsKey("wait/0"));

    execution.stop();

    assertThat(ending.get()).isEqualTo(Ending.REPORTED);
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, CANCELLED);
    assertThat(reporter.taskRunStateTypes("wait/0")).containsExactly(PENDING, RUNNING, CANCELLED);
  }

  @Test
  void a_job_is_stopped_while_its_server_is_away() throws Exception {
    var execution = execution("engine-endless", Map.of());
    reporter.taskRunTrouble = new IllegalStateException("not yet");
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    await().until(() -> reporter.flowRunStates.size() == 1);
    reporter.away = true;
    reporter.taskRunTrouble = null;
    reporter.waiting.await();

    execution.stop();

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.REPORTED);
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, CANCELLED);
  }

  @Test
  void a_run_that_could_not_begin_as_its_server_is_away_is_cancelled() throws Exception {
    reporter.away = true;
    var execution = numbers();
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    reporter.waiting.await();

    execution.stop();

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.REPORTED);
    assertThat(reporter.flowRunStateTypes()).containsExactly(CANCELLED);
    assertThat(NumbersJob.WRITTEN).isEmpty();
  }

  @Test
  void a_run_stopped_while_it_waits_is_reported_cancelled_by_force_if_need_be() throws Exception {
    reporter.answers.add(waitFor(Duration.ofHours(1)));
    reporter.answers.add(waitFor(Duration.ofHours(1)));
    var execution = numbers();
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    await().until(() -> reporter.flowRunStates.size() == 1);

    execution.stop();

    assertThat(ending.get()).isEqualTo(Ending.REPORTED);
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, CANCELLED, CANCELLED);
    assertThat(reporter.flowRunStates.get(1).force()).isFalse();
    assertThat(reporter.flowRunStates.get(2).force()).isTrue();
    assertThat(NumbersJob.WRITTEN).isEmpty();
  }

  @Test
  void a_job_whose_run_was_cancelled_elsewhere_is_stopped() throws Exception {
    var execution = execution("engine-endless", Map.of());
    var ending = CompletableFuture.supplyAsync(() -> run(execution));
    await().until(() -> reporter.taskRunStates.containsKey("wait/0"));

    reporter.whose = () -> Standing.ENDED;

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.ABORTED);
    // no end is proposed: sent back meanwhile, the run would lose its next try
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING);
    assertThat(reporter.taskRunStateTypes("wait/0")).containsExactly(PENDING, RUNNING, CANCELLED);
    logged("The run has been ended from outside");
  }

  @Test
  void a_job_whose_run_somebody_else_has_is_stopped_and_nothing_more_is_told() throws Exception {
    var ending = CompletableFuture.supplyAsync(() -> run(execution("engine-endless", Map.of())));
    await().until(() -> reporter.taskRunStates.containsKey("wait/0"));
    await().until(() -> reporter.taskRunStateTypes("wait/0").contains(RUNNING));

    reporter.whose = () -> Standing.OTHERS;

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.ABORTED);
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING);
    assertThat(reporter.taskRunStateTypes("wait/0")).containsExactly(PENDING, RUNNING);
    assertThat(reporter.logs)
        .filteredOn(log -> log.message().equals(Standing.OTHERS.words()))
        .hasSize(1);
  }

  @Test
  void a_run_cancelled_and_sent_back_at_once_keeps_its_steps_for_the_new_try() throws Exception {
    var ending = CompletableFuture.supplyAsync(() -> run(execution("engine-endless", Map.of())));
    await().until(() -> reporter.taskRunStates.containsKey("wait/0"));
    await().until(() -> reporter.taskRunStateTypes("wait/0").contains(RUNNING));

    reporter.whose = List.of(Standing.ENDED, Standing.OTHERS).iterator()::next;

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.ABORTED);
    assertThat(reporter.taskRunStateTypes("wait/0")).containsExactly(PENDING, RUNNING);
  }

  @Test
  void a_run_taken_by_somebody_else_while_it_waits_for_its_retry_is_let_go() throws Exception {
    NumbersJob.FATAL_ONCE.add(17);
    reporter.answers.add(accept(StateCreate.of(RUNNING, null)));
    reporter.answers.add(awaitRetry());
    reporter.answers.add(waitFor(Duration.ofHours(1)));
    var ending = CompletableFuture.supplyAsync(() -> run(numbers()));
    await().until(() -> reporter.flowRunStates.size() == 3);

    reporter.whose = () -> Standing.OTHERS;

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.ABORTED);
    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, FAILED, RUNNING);
  }

  @Test
  void an_end_that_came_too_late_takes_no_steps_with_it() throws Exception {
    reporter.answers.add(accept(StateCreate.of(RUNNING, null)));
    reporter.answers.add(abort("somebody else's"));
    reporter.taskRunTrouble = new IllegalStateException("not now");
    reporter.proposed =
        proposal -> {
          if (proposal.state().type().isTerminal()) {
            reporter.taskRunTrouble = null;
            reporter.whose = () -> Standing.OTHERS;
          }
        };

    assertThat(numbers().run()).isEqualTo(Ending.ABORTED);

    assertThat(reporter.taskRunStates).isEmpty();
    logged("Final state not taken: somebody else's");
  }

  @Test
  void a_run_cancelled_while_it_waits_is_let_go() throws Exception {
    reporter.answers.add(waitFor(Duration.ofHours(1)));
    var ending = CompletableFuture.supplyAsync(() -> run(numbers()));
    await().until(() -> reporter.flowRunStates.size() == 1);

    reporter.whose = () -> Standing.ENDED;

    assertThat(ending.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.ABORTED);
    assertThat(NumbersJob.WRITTEN).isEmpty();
  }

  @Test
  void logs_that_cannot_be_sent_do_not_disturb_the_run() throws Exception {
    reporter.takesLogs =
        batch -> {
          throw new IllegalStateException("no logs now");
        };

    assertThat(numbers().run()).isEqualTo(Ending.REPORTED);

    assertThat(reporter.flowRunStateTypes()).containsExactly(RUNNING, COMPLETED);
  }

  private FlowRunExecution numbers() {
    return execution("engine-numbers", Map.of());
  }

  private FlowRunExecution execution(String job, Map<String, Object> parameters) {
    var run = FlowRunJob.of(flowRunId, "brave-otter", "batch:" + job, parameters);
    return new FlowRunExecution(run, home, reporter, logs, Duration.ofMillis(50));
  }

  private static Ending run(FlowRunExecution execution) {
    try {
      return execution.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private LogCreate logged(String message) {
    return reporter.logs.stream()
        .filter(log -> log.message().equals(message))
        .findFirst()
        .orElseThrow(() -> new AssertionError(message + " not among " + reporter.logs));
  }
}
