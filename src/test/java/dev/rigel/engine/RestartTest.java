package dev.rigel.engine;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgressBuilder;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.contract.job.StepRecordBuilder;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.engine.FlowRunExecution.Ending;
import dev.rigel.engine.jberet.JBeretRuntime;
import jakarta.batch.runtime.BatchStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jberet.util.BatchUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Jobs that go on in another process, by what is recorded of them. A process that dies is one that
 * freezes in the middle of a chunk: what it would do when it wakes is looked at too.
 */
@Timeout(60)
class RestartTest {
  private static final Logger ROOT = Logger.getLogger("");

  /** As many as there are frozen processes, which the common pool on two cores has not. */
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private final UUID flowRunId = UUID.randomUUID();
  private final RecordingReporter reporter = new RecordingReporter();
  private final List<CompletableFuture<Ending>> processes = new ArrayList<>();
  private final LogCapture capture = LogCapture.ofJobThreads();

  @BeforeEach
  void captureLogs() {
    RestartJob.reset();
    ROOT.addHandler(capture);
  }

  @AfterAll
  static void endThreads() {
    THREADS.shutdownNow();
  }

  @AfterEach
  void captureNoMore() {
    reporter.whose = () -> RunHold.Standing.OTHERS;
    RestartJob.wakes.countDown();
    processes.forEach(CompletableFuture::join); // what they write is not the next test's
    ROOT.removeHandler(capture);
  }

  @Test
  void a_job_goes_on_from_its_last_checkpoint_and_completed_steps_do_not_run_again()
      throws Exception {
    frozen("engine-restart", 55);

    assertThat(process("engine-restart").run()).isEqualTo(Ending.REPORTED);

    assertThat(RestartJob.WRITTEN).containsExactlyElementsOf(numbers(1, 100));
    assertThat(RestartJob.RAN).containsExactly("before", "after");
    assertThat(reporter.lastFlowRunState().type()).isEqualTo(COMPLETED);
    var counts = reporter.lastTaskRunState("copy/0").data();
    assertThat(counts.get("read_count").asLong()).isEqualTo(100);
    assertThat(counts.get("write_count").asLong()).isEqualTo(100);
    assertThat(counts.get("commit_count").asLong()).isEqualTo(11);
    assertThat(reporter.taskRunStates).containsOnlyKeys("before/0", "copy/0", "after/0");
    assertThat(reporter.jobs.read().attempt()).isEqualTo(2);
    logged("Attempt 2 of the job goes on where the one before ended");
  }

  @Test
  void a_frozen_process_that_wakes_stops_and_tells_nothing_more() throws Exception {
    var first = frozen("engine-restart", 55);
    process("engine-restart").run();
    var reported = reporter.flowRunStates.size();

    RestartJob.wakes.countDown();

    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(Ending.ABORTED);
    var late =
        RestartJob.WRITTEN.subList(
            RestartJob.WRITTEN.indexOf("late 55"), RestartJob.WRITTEN.size());
    assertThat(late)
        .as("the chunk that was under way, and one before it is told")
        .hasSizeBetween(1, 21);
    assertThat(reporter.flowRunStates).hasSize(reported);
    assertThat(reporter.jobs.read().status()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void it_goes_on_again_and_again() throws Exception {
    frozen("engine-restart", 25);
    frozen("engine-restart", 75);

    process("engine-restart").run();

    assertThat(RestartJob.WRITTEN).containsExactlyElementsOf(numbers(1, 100));
    assertThat(step("copy").startCount()).isEqualTo(3);
    assertThat(reporter.jobs.read().attempt()).isEqualTo(3);
    assertThat(reporter.lastTaskRunState("copy/0").data().get("read_count").asLong())
        .isEqualTo(100);
  }

  @Test
  void of_partitions_those_run_that_had_not_completed_each_from_its_checkpoint() throws Exception {
    frozen("engine-partitions", 855, 955);
    await().untilAsserted(() -> assertThat(completedPartitions()).hasSize(8));
    frozen("engine-partitions", 1055);
    await().untilAsserted(() -> assertThat(completedPartitions()).hasSize(11));

    process("engine-partitions").run();

    assertThat(RestartJob.WRITTEN).doesNotHaveDuplicates().containsAll(numbers(1, 1200));
    var counts = reporter.lastTaskRunState("copy/0").data();
    assertThat(counts.get("read_count").asLong()).isEqualTo(1200);
    assertThat(counts.get("write_count").asLong()).isEqualTo(1200);
    assertThat(reporter.lastTaskRunState("copy[3]/0").data().get("read_count").asLong())
        .isEqualTo(100);
    assertThat(IntStream.range(0, 12).mapToObj(i -> reporter.lastTaskRunState("copy[" + i + "]/0")))
        .allMatch(state -> state.type() == COMPLETED);
  }

  private List<Integer> completedPartitions() {
    return reporter.jobs.read().steps().stream()
        .filter(step -> step.partition() != null && step.status() == BatchStatus.COMPLETED)
        .map(StepRecord::partition)
        .toList();
  }

  @Test
  void of_a_split_what_had_completed_is_left_out() throws Exception {
    frozen("engine-split", 55);
    await().until(() -> RestartJob.RAN.size() == 2);

    process("engine-split").run();

    assertThat(RestartJob.WRITTEN).containsExactlyElementsOf(numbers(1, 100));
    assertThat(RestartJob.RAN)
        .containsExactlyInAnyOrder("left-one", "right-one", "after")
        .endsWith("after");
  }

  @Test
  void a_job_that_stopped_itself_goes_on_with_the_step_it_named() throws Exception {
    process("engine-stops").run();
    assertThat(reporter.lastFlowRunState().type()).isEqualTo(CANCELLED);
    assertThat(reporter.jobs.read().restartPosition()).isEqualTo("after");
    assertThat(reporter.jobs.read().exitStatus()).isEqualTo("ENOUGH");

    process("engine-stops").run();

    assertThat(RestartJob.RAN).containsExactly("before", "after");
    assertThat(reporter.lastFlowRunState().type()).isEqualTo(COMPLETED);
  }

  @Test
  void a_step_that_may_start_when_complete_runs_again_from_its_beginning() throws Exception {
    process("engine-again").run();
    assertThat(reporter.lastFlowRunState().type()).isEqualTo(FAILED);

    process("engine-again").run();

    assertThat(RestartJob.WRITTEN).hasSize(200);
    assertThat(RestartJob.RAN).containsExactly("after", "after");
    assertThat(reporter.lastTaskRunState("copy/1").data().get("read_count").asLong())
        .isEqualTo(100);
  }

  @Test
  void a_run_whose_job_completed_begins_anew() throws Exception {
    process("engine-restart").run();

    process("engine-restart").run();

    assertThat(RestartJob.WRITTEN).hasSize(200);
    assertThat(reporter.jobs.read().attempt()).isEqualTo(2);
  }

  @Test
  void without_records_it_begins_with_the_first_step() throws Exception {
    reporter.jobs = null;
    frozen("engine-restart", 55);

    process("engine-restart").run();

    assertThat(RestartJob.WRITTEN).hasSize(150);
    assertThat(RestartJob.RAN).containsExactly("before", "before", "after");
  }

  @Test
  void a_step_that_has_gone_from_the_xml_is_told() throws Exception {
    recorded("engine-restart", step("load", null).build());

    process("engine-restart").run();

    failed("the job's XML has changed: step 'load', which had begun, is not in it any more");
  }

  @Test
  void a_step_that_is_partitioned_now_is_told() throws Exception {
    recorded("engine-partitions", step("copy", null).readerCheckpoint(serialized()).build());

    process("engine-partitions").run();

    failed("the job's XML has changed: step 'copy', which had begun, was not partitioned");
  }

  @Test
  void a_changed_xml_with_the_same_steps_is_told_and_goes_on() throws Exception {
    frozen("engine-restart", 55);
    var before = reporter.jobs.read();
    reporter.jobs = new PlayedJobRecords();
    reporter.jobs.begin(new JobAttemptCreate("engine-restart", "another"));
    reporter.jobs.record(
        1, JobProgressBuilder.builder().status(BatchStatus.STARTED).steps(before.steps()).build());

    process("engine-restart").run();

    assertThat(RestartJob.WRITTEN).containsExactlyElementsOf(numbers(1, 100));
    logged("The job's XML has changed since the attempt before");
  }

  @Test
  void a_checkpoint_of_a_class_that_is_gone_is_told() throws Exception {
    recorded("engine-restart", step("copy", null).readerCheckpoint("rO0ABXNyAAFY").build());

    process("engine-restart").run();

    failed("the reader's checkpoint of step 'copy' cannot be read with the classes that are there");
  }

  @Test
  void a_job_that_may_not_be_restarted_is_not_gone_on_with() throws Exception {
    recorded("engine-once", step("work", null).build());

    process("engine-once").run();

    failed("the job's XML says restartable=\"false\"");
  }

  @Test
  void a_server_that_is_away_does_not_hold_the_job_up_for_long() throws Exception {
    var away = new CountDownLatch(1);
    reporter.jobs.recording =
        progress -> {
          if (progress.steps().stream().anyMatch(s -> s.counts().readCount() >= 30)) {
            waitFor(away);
          }
        };
    var run = CompletableFuture.supplyAsync(() -> runs(process("engine-restart")), THREADS);

    await().atMost(Duration.ofSeconds(20)).until(() -> RestartJob.WRITTEN.size() == 100);
    assertThat(RestartJob.RAN).as("what follows a step waits for its record").hasSize(1);
    away.countDown();

    assertThat(run.get(20, TimeUnit.SECONDS)).isEqualTo(Ending.REPORTED);
    assertThat(reporter.jobs.read().status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(step("copy").counts().readCount()).isEqualTo(100);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A process that is frozen before the chunks with some numbers. */
  private CompletableFuture<Ending> frozen(String job, Integer... numbers)
      throws InterruptedException {
    RestartJob.FREEZES_AT.addAll(List.of(numbers));
    RestartJob.frozen = new CountDownLatch(numbers.length);
    var execution = process(job);
    var ending = CompletableFuture.supplyAsync(() -> runs(execution), THREADS);
    processes.add(ending);
    assertThat(RestartJob.frozen.await(30, TimeUnit.SECONDS)).isTrue();
    // what was before is recorded beside the job
    await().until(() -> Stream.of(numbers).allMatch(this::isRecorded));
    return ending;
  }

  private boolean isRecorded(int number) {
    if (reporter.jobs == null) {
      return true;
    }
    var first = (number - 1) / 100 * 100;
    var partition = number > 100 ? first / 100 : null;
    return reporter.jobs.read().steps().stream()
        .filter(step -> Objects.equals(step.partition(), partition))
        .anyMatch(step -> first + step.counts().readCount() >= (number - 1) / 10 * 10);
  }

  private void recorded(String job, StepRecord step) {
    reporter.jobs.begin(new JobAttemptCreate(job, null));
    reporter.jobs.record(
        1, JobProgressBuilder.builder().status(BatchStatus.STARTED).steps(List.of(step)).build());
  }

  private static StepRecordBuilder step(String name, Integer partition) {
    return StepRecordBuilder.builder()
        .stepName(name)
        .partition(partition)
        .status(BatchStatus.STARTED)
        .startCount(1);
  }

  private static String serialized() throws Exception {
    var bytes = BatchUtil.objectToBytes(50);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private StepRecord step(String name) {
    return reporter.jobs.read().steps().stream()
        .filter(step -> step.stepName().equals(name) && step.partition() == null)
        .findFirst()
        .orElseThrow();
  }

  private void failed(String why) {
    assertThat(reporter.lastFlowRunState().type()).isEqualTo(FAILED);
    assertThat(reporter.lastFlowRunState().message())
        .startsWith("Not gone on where the last attempt ended: " + why)
        .endsWith(
            "`rigel flow-run retry " + flowRunId + " --from-start` begins with the first step.");
    assertThat(RestartJob.WRITTEN).isEmpty();
  }

  private void logged(String words) {
    assertThat(reporter.logs).extracting(LogCreate::message).contains(words);
  }

  private static List<Object> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).<Object>mapToObj(i -> i).toList();
  }

  /** Each has its own batch runtime, as it would in a JVM of its own. */
  private FlowRunExecution process(String job) {
    var deadline = new StopDeadline(Duration.ofSeconds(60), "not reached");
    var run = FlowRunJob.of(flowRunId, "brave-otter", "batch:" + job, Map.of());
    return new FlowRunExecution(
        run,
        JBeretRuntime.start(capture, deadline),
        reporter,
        new RunLogs(Clock.systemUTC(), line -> {}),
        Duration.ofMillis(50));
  }

  private static Ending runs(FlowRunExecution execution) {
    try {
      return execution.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
