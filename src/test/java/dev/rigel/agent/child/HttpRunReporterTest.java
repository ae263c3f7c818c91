package dev.rigel.agent.child;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rigel.agent.child.PlayedApi.Treatment;
import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunCreateBuilder;
import dev.rigel.engine.RunHold.Standing;
import dev.rigel.engine.RunReporter;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRunReporterTest {
  private static final StateProposal RUNNING =
      StateProposal.of(StateCreate.of(StateType.RUNNING, null));
  private static final StateProposal COMPLETED =
      StateProposal.of(StateCreate.of(StateType.COMPLETED, null));
  private static final StateProposal FAILED =
      StateProposal.of(StateCreate.of(StateType.FAILED, "no such file"));

  private final List<Duration> pauses = new ArrayList<>();
  private Runnable afterPause = () -> {};
  private PlayedApi api;
  private ApiClient client;
  private HttpRunReporter reporter;

  @BeforeEach
  void start() throws IOException {
    api = new PlayedApi();
    client =
        new ApiClient(
            GivenSettings.of(Map.of(API_URL, api.url(), HOME, "/nonexistent")),
            new MicroProfileTransport());
    reporter = reporter(api.flowRunId);
  }

  private HttpRunReporter reporter(UUID flowRunId) {
    var waiting = new HttpRunReporter.Waiting(this::pause, this::pause, this::now);
    return new HttpRunReporter(flowRunId, client, new CountDownLatch(1), waiting);
  }

  private boolean pause(Duration time) {
    afterPause.run();
    return !pauses.add(time);
  }

  private long now() {
    return pauses.stream().mapToLong(Duration::toNanos).sum();
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void a_server_in_trouble_is_asked_again_after_growing_pauses() {
    Collections.addAll(api.treatments, Treatment.FAIL, Treatment.FAIL, Treatment.FAIL);

    assertThat(reporter.proposeFlowRunState(RUNNING).status()).isEqualTo(SetStateStatus.ACCEPT);

    assertThat(api.flowRunStateTypes()).hasSize(4).containsOnly("RUNNING");
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void patience_ends_after_ten_minutes() {
    Collections.nCopies(200, Treatment.FAIL).forEach(api.treatments::add);

    assertThatThrownBy(() -> reporter.proposeFlowRunState(RUNNING))
        .isInstanceOf(ApiException.class);

    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(HttpRunReporter.PATIENCE, HttpRunReporter.PATIENCE.plusSeconds(10));
  }

  @Test
  void an_end_is_offered_for_longer() {
    Collections.nCopies(100, Treatment.FAIL).forEach(api.treatments::add);

    assertThat(reporter.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ACCEPT);

    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isGreaterThan(HttpRunReporter.PATIENCE.plusMinutes(5));
  }

  @Test
  @Timeout(60)
  void a_run_that_is_to_stop_waits_for_nothing_but_to_tell_its_end() throws Exception {
    var impatient = new HttpRunReporter(api.flowRunId, client);
    impatient.proposeFlowRunState(RUNNING);
    Collections.nCopies(1000, Treatment.BUSY).forEach(api.treatments::add);
    var running = CompletableFuture.supplyAsync(() -> impatient.proposeFlowRunState(RUNNING));
    await().until(() -> api.flowRunStates.size() > 1);

    impatient.stopWaiting();

    assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ApiException.class);
    api.treatments.clear();
    api.treatments.add(Treatment.FAIL);
    assertThat(impatient.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ACCEPT);
  }

  @Test
  @Timeout(60)
  void a_run_that_is_to_stop_before_it_has_begun_waits_for_nothing() {
    Collections.nCopies(1000, Treatment.FAIL).forEach(api.treatments::add);
    var impatient = new HttpRunReporter(api.flowRunId, client);

    impatient.stopWaiting();

    assertThatThrownBy(() -> impatient.proposeFlowRunState(COMPLETED))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void a_server_that_starts_again_and_says_404_meanwhile_hears_of_everything() {
    api.hiddenFor(40);

    var task = reporter.createTaskRun(taskRun());
    api.hiddenFor(5);
    reporter.proposeTaskRunState(task.id(), COMPLETED);
    api.hiddenFor(5);
    var answer = reporter.proposeFlowRunState(COMPLETED);

    assertThat(answer.status()).isEqualTo(SetStateStatus.ACCEPT);
    assertThat(api.taskRunStateTypes("load")).containsExactly("COMPLETED");
    assertThat(api.flowRunStateTypes()).containsExactly("COMPLETED");
  }

  @Test
  void a_page_with_status_404_does_not_end_a_run() {
    api.hiddenFor(1);

    assertThatThrownBy(reporter::standing)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isOutage()).isTrue());
  }

  @Test
  void a_running_that_another_engine_reported_is_not_ours() {
    reporter.proposeFlowRunState(RUNNING);
    var late = reporter(api.flowRunId);
    Collections.addAll(api.treatments, Treatment.FAIL, Treatment.ABORT);

    assertThat(late.proposeFlowRunState(RUNNING).status()).isEqualTo(SetStateStatus.ABORT);
  }

  @Test
  void a_running_stored_without_an_answer_is_ours_where_ids_are_not_kept() {
    api.keepsProposalIds = false;
    Collections.addAll(api.treatments, Treatment.LOSE_ANSWER, Treatment.ABORT);

    assertThat(reporter.proposeFlowRunState(RUNNING).status()).isEqualTo(SetStateStatus.ACCEPT);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void no_end_is_proposed_for_a_run_that_another_engine_has(boolean keepsProposalIds) {
    api.keepsProposalIds = keepsProposalIds;
    reporter.proposeFlowRunState(RUNNING);
    api.giveToAnother();

    assertThat(reporter.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ABORT);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING");
  }

  @Test
  void no_end_is_proposed_for_a_run_that_another_engine_got_in_an_outage() {
    reporter.proposeFlowRunState(RUNNING);
    api.treatments.add(Treatment.FAIL);
    afterPause = api::giveToAnother;

    assertThat(reporter.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ABORT);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_run_stays_ours_through_retries_and_lost_answers(boolean keepsProposalIds) {
    api.keepsProposalIds = keepsProposalIds;
    api.treatments.add(Treatment.LOSE_ANSWER);
    reporter.proposeFlowRunState(RUNNING);
    api.treatments.add(Treatment.LOSE_RETRY);
    reporter.proposeFlowRunState(FAILED);
    api.treatments.add(Treatment.LOSE_ANSWER);
    reporter.proposeFlowRunState(RUNNING);

    assertThat(reporter.proposeFlowRunState(FAILED).status()).isEqualTo(SetStateStatus.ACCEPT);
    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING", "FAILED", "RUNNING", "FAILED");
  }

  private static TaskRunCreate taskRun() {
    return TaskRunCreateBuilder.builder()
        .name("load-0")
        .flowRunId(UUID.randomUUID())
        .taskKey("load")
        .dynamicKey("0")
        .build();
  }

  @Test
  void what_was_stored_without_an_answer_is_not_proposed_again() {
    api.treatments.add(Treatment.LOSE_ANSWER);

    assertThat(reporter.proposeFlowRunState(RUNNING).status()).isEqualTo(SetStateStatus.ACCEPT);

    assertThat(api.flowRunStateTypes()).containsExactly("RUNNING");
  }

  @Test
  void a_retry_granted_without_an_answer_is_found() {
    api.treatments.add(Treatment.LOSE_RETRY);

    var answer = reporter.proposeFlowRunState(FAILED);

    assertThat(answer.status()).isEqualTo(SetStateStatus.REJECT);
    assertThat(answer.state().type()).isEqualTo(StateType.SCHEDULED);
    assertThat(api.flowRunStateTypes()).containsExactly("FAILED");
  }

  @Test
  void a_refusal_is_final() {
    var stranger = reporter(UUID.randomUUID());

    assertThatThrownBy(() -> stranger.proposeFlowRunState(RUNNING))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.isNotFound()).isTrue());
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_task_run_that_is_refused_for_good_is_told_from_one_that_cannot_be_told_now() {
    var unknown = UUID.randomUUID();
    api.refusesTaskRuns = true;

    assertThatThrownBy(() -> reporter.createTaskRun(taskRun()))
        .isInstanceOf(RunReporter.Refused.class)
        .hasMessage("no such flow run (HTTP 404)");
    assertThatThrownBy(() -> reporter.proposeTaskRunState(unknown, COMPLETED))
        .isInstanceOf(RunReporter.Refused.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_run_has_ended_when_its_state_says_so_or_when_it_is_gone() {
    reporter.proposeFlowRunState(RUNNING);
    assertThat(reporter.standing()).isEqualTo(Standing.OURS);

    api.cancel();
    assertThat(reporter.standing()).isEqualTo(Standing.ENDED);
    api.giveToAnother();
    assertThat(reporter.standing()).isEqualTo(Standing.OTHERS);
    assertThat(reporter(UUID.randomUUID()).standing()).isEqualTo(Standing.ENDED);
    assertThat(pauses).isEmpty();
  }

  @Test
  void the_end_of_a_run_that_is_being_cancelled_is_still_told() {
    reporter.proposeFlowRunState(RUNNING);
    api.askForTheEnd();

    assertThat(reporter.standing()).isEqualTo(Standing.TO_END);
    assertThat(reporter.proposeFlowRunState(COMPLETED).status()).isEqualTo(SetStateStatus.ACCEPT);
    assertThat(api.flowRunStates).hasSize(2);
  }

  @Test
  void logs_are_sent_as_they_are() {
    var time = OffsetDateTime.parse("2026-03-01T12:00:00.123456Z");

    reporter.sendLogs(
        List.of(
            LogCreateBuilder.builder()
                .name("numbers")
                .level(30)
                .message("unlucky")
                .timestamp(time)
                .flowRunId(api.flowRunId)
                .build()));

    assertThat(api.logMessages()).containsExactly("unlucky");
  }

  @Test
  void refused_logs_are_told_from_logs_that_may_be_taken_later() {
    var time = OffsetDateTime.parse("2026-03-01T12:00:00.123456Z");
    var bad =
        List.of(
            LogCreateBuilder.builder()
                .name("numbers")
                .level(30)
                .message("nul: \0")
                .timestamp(time)
                .flowRunId(api.flowRunId)
                .build());

    assertThatThrownBy(() -> reporter.sendLogs(bad))
        .isInstanceOf(RunReporter.Refused.class)
        .hasMessage("not permitted");

    api.close();
    assertThatThrownBy(() -> reporter.sendLogs(bad)).isInstanceOf(ApiException.class);
  }
}
