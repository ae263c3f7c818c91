package dev.rigel.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.job.ItemCountsBuilder;
import dev.rigel.contract.job.JobAttemptCreate;
import dev.rigel.contract.job.JobProgress;
import dev.rigel.contract.job.JobProgressBuilder;
import dev.rigel.contract.job.JobRecord;
import dev.rigel.contract.job.StepRecord;
import dev.rigel.contract.job.StepRecordBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import jakarta.batch.runtime.BatchStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded of jobs, on each database with each JPA provider. */
class FlowRunJobsTest {
  private static final Map<String, ServerHarness> SERVERS = new ConcurrentHashMap<>();
  private static final JobAttemptCreate LOAD = new JobAttemptCreate("load", "0f1e");

  private Scenario scenario;
  private FlowRunJobs jobs;

  static List<Arguments> all() {
    return List.of(Database.values()).stream()
        .flatMap(d -> List.of(JpaProvider.values()).stream().map(p -> Arguments.of(d, p)))
        .toList();
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ServerHarness::close);
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_attempt_finds_what_the_one_before_recorded(Database database, JpaProvider provider) {
    on(database, provider);
    var run = scenario.run(EmpiricalPolicy.NONE);
    var first = jobs.begin(run, LOAD);
    assertThat(first.attempt()).isEqualTo(1);
    assertThat(first.steps()).isEmpty();
    var step = step("copy", null).readerCheckpoint("AAEC").userData("AA==").build();
    var partition = step("copy", 3).status(BatchStatus.FAILED).exitStatus("odd").build();

    jobs.record(run, 1, started(step("copy", null).build()));
    jobs.record(
        run,
        1,
        JobProgressBuilder.builder()
            .status(BatchStatus.FAILED)
            .exitStatus("half")
            .restartPosition("copy")
            .executionId(7_000_000_000L)
            .steps(List.of(step, partition))
            .build());

    var second = jobs.begin(run, new JobAttemptCreate("load", "2d3c"));
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.jobXmlDigest()).as("of what was recorded").isEqualTo("0f1e");
    assertThat(second.status()).isEqualTo(BatchStatus.FAILED);
    assertThat(second.exitStatus()).isEqualTo("half");
    assertThat(second.restartPosition()).isEqualTo("copy");
    assertThat(second.executionId()).isEqualTo(7_000_000_000L);
    assertThat(second.steps()).containsExactly(step, partition);
    var read = jobs.read(run);
    assertThat(read.attempt()).isEqualTo(2);
    assertThat(read.steps()).extracting(StepRecord::readerCheckpoint).containsOnlyNulls();
    assertThat(read.steps()).extracting(StepRecord::counts).contains(step.counts());
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_earlier_attempt_records_nothing_any_more(Database database, JpaProvider provider) {
    on(database, provider);
    var run = scenario.run(EmpiricalPolicy.NONE);
    jobs.begin(run, LOAD);
    jobs.begin(run, LOAD);

    assertThatThrownBy(() -> jobs.record(run, 1, started(step("copy", null).build())))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.status()).isEqualTo(409))
        .hasMessageContaining("Attempt 1")
        .hasMessageContaining("that is attempt 2");
    assertThat(jobs.read(run).steps()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_job_that_completed_or_is_another_begins_anew_under_a_higher_number(
      Database database, JpaProvider provider) {
    on(database, provider);
    var run = scenario.run(EmpiricalPolicy.NONE);
    jobs.begin(run, LOAD);
    var progress = started(step("copy", null).build());
    jobs.record(run, 1, progress);

    assertNothing(jobs.begin(run, new JobAttemptCreate("unload", null)), 2);
    jobs.record(run, 2, progress);
    jobs.record(run, 2, JobProgressBuilder.builder(progress).status(BatchStatus.COMPLETED).build());
    assertNothing(jobs.begin(run, new JobAttemptCreate("unload", null)), 3);
    assertThat(jobs.read(run).jobName()).isEqualTo("unload");
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_run_without_a_record_and_one_that_is_unknown_are_told(
      Database database, JpaProvider provider) {
    on(database, provider);
    var run = scenario.run(EmpiricalPolicy.NONE);

    assertNotFound(() -> jobs.read(run), "no record");
    assertNotFound(() -> jobs.record(run, 1, started()), "no record");
    assertNotFound(() -> jobs.begin(UUID.randomUUID(), LOAD), "Flow run not found");
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_record_goes_with_its_run(Database database, JpaProvider provider) {
    on(database, provider);
    var run = scenario.run(EmpiricalPolicy.NONE);
    jobs.begin(run, LOAD);
    jobs.record(run, 1, started(step("copy", null).build()));

    scenario.server().resource(FlowRunsResource.class).delete(run);

    assertNotFound(() -> jobs.read(run), "no record");
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_retried_run_goes_on_and_from_its_start_begins_anew(
      Database database, JpaProvider provider) {
    on(database, provider);
    var runs = scenario.server().resource(FlowRunsResource.class);
    var site = scenario.deployment("d-" + UUID.randomUUID(), "q-" + UUID.randomUUID(), null);
    var run = scenario.run(site, scenario.server().clock().now(), EmpiricalPolicy.NONE);
    assertAborted(runs.retry(run, false), "It has not ended, so there is nothing to retry.");
    scenario.propose(run, StateType.RUNNING);
    jobs.begin(run, LOAD);
    jobs.record(run, 1, started(step("copy", null).build()));
    scenario.propose(run, StateType.FAILED);

    assertThat(runs.retry(run, false).status()).isEqualTo(SetStateStatus.ACCEPT);
    assertThat(scenario.read(run).stateName()).isEqualTo("AwaitingRetry");
    assertThat(scenario.poll(site.workQueueName())).extracting(r -> r.id()).contains(run);
    scenario.propose(run, StateType.RUNNING);
    assertThat(jobs.begin(run, LOAD).steps()).hasSize(1);
    scenario.propose(run, StateType.COMPLETED);

    assertAborted(runs.retry(run, false), "It has completed");
    assertThat(runs.retry(run, true).status()).isEqualTo(SetStateStatus.ACCEPT);
    assertNothing(jobs.begin(run, LOAD), 3);
    assertNotFound(() -> runs.retry(UUID.randomUUID(), true), "Flow run not found");
  }

  private static void assertAborted(OrchestrationResult result, String words) {
    assertThat(result.status()).isEqualTo(SetStateStatus.ABORT);
    assertThat(result.reason()).startsWith(words);
  }

  private static void assertNothing(JobRecord record, int attempt) {
    assertThat(record.attempt()).isEqualTo(attempt);
    assertThat(record.steps()).isEmpty();
    assertThat(record.executionId()).isNull();
    assertThat(record.restartPosition()).isNull();
    assertThat(record.status()).isEqualTo(BatchStatus.STARTING);
  }

  private static void assertNotFound(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.status()).isEqualTo(404))
        .hasMessageContaining(words);
  }

  private static JobProgress started(StepRecord... steps) {
    return JobProgressBuilder.builder().status(BatchStatus.STARTED).steps(List.of(steps)).build();
  }

  private static StepRecordBuilder step(String name, Integer partition) {
    return StepRecordBuilder.builder()
        .stepName(name)
        .partition(partition)
        .status(BatchStatus.STARTED)
        .startCount(1)
        .counts(
            ItemCountsBuilder.builder().readCount(1_000).writeCount(990).commitCount(10).build());
  }

  private void on(Database database, JpaProvider provider) {
    var server =
        SERVERS.computeIfAbsent(
            database + "/" + provider, k -> ServerHarness.on(database, provider));
    scenario = new Scenario(server);
    jobs = server.get(FlowRunJobs.class);
  }
}
