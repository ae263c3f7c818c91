package dev.rigel.server.orchestration;

import static dev.rigel.contract.schedule.Overlap.cancel_running;
import static dev.rigel.contract.schedule.Overlap.queue_one;
import static dev.rigel.contract.schedule.Overlap.skip;
import static dev.rigel.contract.schedule.Overlap.start_anyway;
import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.SetStateStatus.REJECT;
import static dev.rigel.contract.state.SetStateStatus.WAIT;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.ScheduleRequestBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyCreateBuilder;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.server.block.BlockDocuments;
import dev.rigel.server.block.BlockSchemas;
import dev.rigel.server.block.BuiltInBlocks;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.notification.NotificationPolicies;
import dev.rigel.server.schedulepolicy.LateRuns;
import dev.rigel.server.state.Proposer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * What a schedule's policy promises about overlapping and overtaken runs, at the gate and where
 * nobody asks, on whatever database and JPA provider a subclass brings.
 */
abstract class SchedulePolicySuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Duration TEN = Duration.ofMinutes(10);
  private static final Schedule EVERY_TEN_MINUTES = new IntervalSchedule(TEN, NOON, "UTC");

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;

  SchedulePolicySuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    server.clock().set(NOON);
    scenario = new Scenario(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_run_is_skipped_while_another_is_active() {
    var runs = planted(overlap(skip));
    scenario.propose(runs.get(0), PENDING);
    server.clock().advance(TEN);

    var second = scenario.propose(runs.get(1), PENDING);
    scenario.propose(runs.get(0), RUNNING);
    scenario.propose(runs.get(0), COMPLETED);
    server.clock().advance(TEN);

    assertThat(second.status()).isEqualTo(REJECT);
    assertThat(second.state().type()).isEqualTo(CANCELLED);
    assertThat(second.state().name()).isEqualTo("Skipped");
    assertThat(second.state().message()).contains(runs.get(0).toString(), "Pending");
    assertThat(scenario.read(runs.get(1)).stateName()).isEqualTo("Skipped");
    assertThat(scenario.propose(runs.get(2), PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void what_counts_is_the_moment_of_the_start() {
    var runs = planted(overlap(skip));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN.minusSeconds(8));

    var early = scenario.propose(runs.get(1), PENDING);
    scenario.propose(runs.get(0), COMPLETED);
    server.clock().advance(Duration.ofSeconds(8));

    assertThat(early.details())
        .isEqualTo(new ResponseDetails.Wait(8, 8_000L, "Scheduled time is in the future"));
    assertThat(scenario.propose(runs.get(1), PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void a_run_that_nobody_asks_for_is_skipped_by_the_late_run_service() {
    var runs = planted(overlap(skip));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN.plusSeconds(6));

    late();

    assertThat(names(runs)).startsWith("Running", "Skipped", "Scheduled");
  }

  @Test
  void a_run_that_awaits_its_retry_is_active() {
    var deployment = scenario.deployment("d", "q", EVERY_TEN_MINUTES, overlap(skip));
    var byHand = scenario.run(deployment, NOON, Scenario.retries(1, 3_600));
    scenario.propose(byHand, RUNNING);
    scenario.propose(byHand, FAILED);

    var first = scenario.propose(plantedRuns().get(0), PENDING);

    assertThat(first.state().name()).isEqualTo("Skipped");
    assertThat(first.state().message()).contains("AwaitingRetry");
  }

  @ParameterizedTest
  @EnumSource(names = {"skip", "queue_one", "cancel_running"})
  void a_run_made_by_hand_starts_always(Overlap overlap) {
    var deployment = scenario.deployment("d", "q", EVERY_TEN_MINUTES, overlap(overlap));
    var first = plantedRuns().get(0);
    scenario.propose(first, RUNNING);

    var byHand = scenario.run(deployment, NOON, EmpiricalPolicy.NONE);

    assertThat(scenario.propose(byHand, PENDING).status()).isEqualTo(ACCEPT);
    assertThat(scenario.read(first).stateType()).isEqualTo(RUNNING);
  }

  @Test
  void a_skipped_run_that_is_sent_back_by_hand_starts() {
    var runs = planted(overlap(skip));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN);
    scenario.propose(runs.get(1), PENDING);

    scenario.propose(runs.get(1), StateCreate.named(SCHEDULED, "AwaitingRetry", null));

    assertThat(scenario.propose(runs.get(1), PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void who_forces_is_not_asked() {
    var runs = planted(overlap(skip));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN);

    var forced =
        server
            .get(FlowRunGate.class)
            .propose(
                List.of(runs.get(1)),
                StateProposal.forced(StateCreate.of(PENDING, null)),
                Proposer.NEWEST)
            .get(0);

    assertThat(forced.status()).isEqualTo(ACCEPT);
  }

  @Test
  void one_run_waits_off_its_queue_for_the_active_one_and_further_ones_are_skipped() {
    var runs = planted(overlap(queue_one));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN);

    var second = scenario.propose(runs.get(1), PENDING);
    var process = scenario.propose(runs.get(1), RUNNING);
    server.clock().advance(TEN);
    var third = scenario.propose(runs.get(2), PENDING);

    assertThat(second.status()).isEqualTo(ABORT);
    assertThat(second.details().reason()).contains(runs.get(0).toString());
    assertThat(process.status()).isEqualTo(WAIT);
    assertThat(third.state().name()).isEqualTo("Skipped");
    assertThat(third.state().message()).contains(runs.get(1).toString());
    assertThat(offered()).doesNotContainAnyElementsOf(runs);

    scenario.propose(runs.get(0), COMPLETED);

    assertThat(offered()).contains(runs.get(1));
    assertThat(scenario.propose(runs.get(1), PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void the_late_run_service_lets_one_wait_and_skips_the_others() {
    var runs = planted(overlap(queue_one));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN.multipliedBy(3).plusSeconds(6));

    late();

    assertThat(names(runs)).startsWith("Running", "Late", "Skipped", "Skipped", "Scheduled");
    assertThat(scenario.read(runs.get(2)).state().message()).contains(runs.get(1).toString());
  }

  @Test
  void where_only_the_latest_counts_the_newest_waits() {
    var runs = planted(policy(CatchUp.latest, null, queue_one));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN);
    scenario.propose(runs.get(1), PENDING);
    server.clock().advance(TEN);

    var third = scenario.propose(runs.get(2), PENDING);
    var second = scenario.propose(runs.get(1), PENDING);

    assertThat(third.status()).isEqualTo(ABORT);
    assertThat(second.state().name()).isEqualTo("Superseded");
  }

  @Test
  void the_active_run_makes_room_with_its_place_on_the_queue() {
    var runs = planted(overlap(cancel_running));
    scenario.limit("q", 1);
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN);

    var second = scenario.propose(runs.get(1), PENDING);

    assertThat(second.status()).isEqualTo(ACCEPT);
    var first = scenario.read(runs.get(0));
    assertThat(first.stateName()).isEqualTo("Cancelled");
    assertThat(first.state().message()).contains(runs.get(1).toString());
    assertThat(first.endTime()).isEqualTo(server.clock().now());
    assertThat(scenario.propose(runs.get(0), COMPLETED).status()).isEqualTo(ABORT);
    assertThat(scenario.propose(runs.get(1), RUNNING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void one_that_is_refused_and_displaced_in_the_same_batch_is_told_of_the_refusal() {
    var runs = planted(overlap(cancel_running)).subList(0, 2);
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN);

    var answers =
        server
            .get(FlowRunGate.class)
            .propose(runs, StateProposal.of(StateCreate.of(PENDING, null)), Proposer.NEWEST);

    var inOrder = runs.stream().sorted(Comparator.comparing(UUID::toString)).toList();
    assertThat(answers.get(inOrder.indexOf(runs.get(0))).status()).isEqualTo(ABORT);
    assertThat(answers.get(inOrder.indexOf(runs.get(1))).status()).isEqualTo(ACCEPT);
    assertThat(scenario.read(runs.get(0)).stateName()).isEqualTo("Cancelled");
  }

  @Test
  void the_late_run_service_makes_room_for_a_run_that_a_full_queue_hides() {
    var runs = planted(overlap(cancel_running));
    scenario.limit("q", 1);
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN.plusSeconds(6));
    assertThat(offered()).isEmpty();

    late();

    assertThat(names(runs)).startsWith("Cancelled", "Late", "Scheduled");
    assertThat(offered()).contains(runs.get(1));
  }

  @Test
  void an_active_run_is_displaced_once_by_all_that_come_too_late() {
    var runs = planted(overlap(cancel_running));
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN.multipliedBy(2).plusSeconds(6));

    late();

    assertThat(names(runs)).startsWith("Cancelled", "Late", "Late", "Scheduled");
    assertThat(scenario.states(runs.get(0)))
        .extracting(StateResponse::name)
        .containsExactly("Scheduled", "Running", "Cancelled");
  }

  @Test
  void whoever_listens_is_told_of_runs_that_are_displaced_skipped_or_overtaken()
      throws SQLException {
    var runs = planted(policy(CatchUp.latest, null, cancel_running));
    tellOf("Cancelled", "Superseded", "Skipped");
    scenario.propose(runs.get(0), RUNNING);
    server.clock().advance(TEN.plusSeconds(6));

    late();
    assertThat(count("flow_run_notification_queue")).as("displaced").isEqualTo(1);
    server.clock().advance(TEN);
    late();
    assertThat(count("flow_run_notification_queue")).as("superseded").isEqualTo(2);

    var other = scenario.deployment("e", "q", EVERY_TEN_MINUTES, overlap(skip));
    var planted = plantedRuns().stream().filter(run -> !runs.contains(run)).findFirst();
    scenario.propose(scenario.run(other, NOON, EmpiricalPolicy.NONE), RUNNING);
    server.clock().advance(TEN);
    scenario.propose(planted.orElseThrow(), PENDING);
    assertThat(scenario.read(planted.orElseThrow()).stateName()).isEqualTo("Skipped");
    assertThat(count("flow_run_notification_queue")).as("skipped").isEqualTo(3);
  }

  private void tellOf(String... stateNames) {
    server.get(BuiltInBlocks.class).register();
    var checksum = BlockDefinition.of(BlockDefinition.WEBHOOK).checksum();
    var schema = server.get(BlockSchemas.class).readByChecksum(checksum, null);
    var block =
        BlockDocumentCreateBuilder.builder()
            .data(Map.of("url", "http://127.0.0.1:1"))
            .blockSchemaId(schema.id())
            .blockTypeId(schema.blockTypeId())
            .isAnonymous(true)
            .build();
    server
        .get(NotificationPolicies.class)
        .create(
            FlowRunNotificationPolicyCreateBuilder.builder()
                .stateNames(List.of(stateNames))
                .tags(List.of())
                .blockDocumentId(server.get(BlockDocuments.class).create(block).id())
                .build());
  }

  @Test
  void a_slot_that_a_task_of_a_displaced_run_held_is_free() {
    var runs = planted(overlap(cancel_running));
    scenario.limitTag("tag", 1);
    scenario.propose(runs.get(0), RUNNING);
    var task = scenario.task(runs.get(0), "task", EmpiricalPolicy.NONE, "tag").id();
    scenario.proposeTask(task, RUNNING);
    server.clock().advance(TEN);

    scenario.propose(runs.get(1), PENDING);

    assertThat(scenario.slots("tag")).isEmpty();
  }

  @Test
  void a_run_is_superseded_when_its_schedule_has_a_further_date() {
    var runs = planted(policy(CatchUp.latest, null, start_anyway));
    server.clock().advance(TEN.multipliedBy(2).plusSeconds(1));

    var first = scenario.propose(runs.get(0), PENDING);

    assertThat(first.state().name()).isEqualTo("Superseded");
    assertThat(first.state().message()).contains("2022-11-23T12:10:00+00:00");
    assertThat(scenario.propose(runs.get(2), PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void late_runs_are_superseded_when_the_next_date_comes() {
    var runs = planted(policy(CatchUp.latest, null, start_anyway));
    server.clock().advance(Duration.ofSeconds(6));
    late();
    assertThat(names(runs)).startsWith("Late", "Scheduled");

    server.clock().set(NOON.plus(TEN).minusNanos(1_000));
    late();
    assertThat(names(runs)).startsWith("Late", "Scheduled");

    server.clock().set(NOON.plus(TEN));
    late();
    assertThat(names(runs)).startsWith("Superseded", "Scheduled");

    server.clock().set(NOON.plus(TEN.multipliedBy(3)).plusSeconds(6));
    late();
    assertThat(names(runs)).startsWith("Superseded", "Superseded", "Superseded", "Late");
  }

  @Test
  void the_last_date_before_the_end_is_superseded_by_none() {
    var ending =
        SchedulePolicyBuilder.builder()
            .catchUp(CatchUp.latest)
            .overlap(start_anyway)
            .end(NOON.plus(TEN))
            .build();
    var runs = planted(ending);
    server.clock().advance(Duration.ofHours(1));

    late();

    assertThat(names(runs)).containsExactly("Superseded", "Late");
  }

  @Test
  void a_date_that_the_maximum_leaves_without_a_run_supersedes_none() {
    var twice =
        SchedulePolicyBuilder.builder()
            .catchUp(CatchUp.latest)
            .overlap(start_anyway)
            .maxRuns(2)
            .build();
    var runs = planted(twice);
    assertThat(runs).hasSize(2);
    server.clock().advance(Duration.ofHours(1));

    late();

    assertThat(names(runs)).containsExactly("Superseded", "Late");
    assertThat(scenario.propose(runs.get(1), PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void dates_decide_which_run_is_superseded_where_starts_are_spread() {
    var spread =
        SchedulePolicyBuilder.builder()
            .catchUp(CatchUp.latest)
            .overlap(start_anyway)
            .startJitter(Duration.ofHours(2))
            .build();
    scenario.deployment("d", "q", EVERY_TEN_MINUTES, spread);
    var byDate =
        scenario.runs().stream()
            .sorted(Comparator.comparing(run -> PlantedDate.of(run.idempotencyKey()).orElseThrow()))
            .toList();
    var last = byDate.stream().map(FlowRunResponse::expectedStartTime).max(naturalOrder());
    server.clock().set(last.orElseThrow().plusSeconds(1));

    byDate.forEach(run -> scenario.propose(run.id(), PENDING));

    assertThat(byDate)
        .allSatisfy(
            run -> {
              var next = PlantedDate.of(run.idempotencyKey()).orElseThrow().plus(TEN);
              assertThat(scenario.read(run.id()).stateName())
                  .isEqualTo(next.isAfter(server.clock().now()) ? "Pending" : "Superseded");
            });
    assertThat(byDate.get(0).expectedStartTime()).isAfter(NOON);
  }

  @Test
  void a_run_is_missed_when_its_window_has_closed() {
    var runs = planted(policy(CatchUp.all, Duration.ofMinutes(5), start_anyway));
    server.clock().advance(Duration.ofMinutes(5));
    late();
    assertThat(names(runs)).startsWith("Late", "Scheduled");

    server.clock().advance(Duration.ofSeconds(1));
    late();
    server.clock().set(NOON.plusMinutes(16));
    var second = scenario.propose(runs.get(1), PENDING);

    assertThat(scenario.read(runs.get(0)).stateName()).isEqualTo("Missed");
    assertThat(second.state().name()).isEqualTo("Missed");
    assertThat(second.state().message()).contains("300", "2022-11-23T12:10:00+00:00");
  }

  @Test
  void what_was_backfilled_is_never_too_late() {
    var deployment =
        scenario.deployment("d", "q", EVERY_TEN_MINUTES, policy(CatchUp.latest, TEN, start_anyway));
    server
        .get(Deployments.class)
        .plant(
            deployment.id(),
            ScheduleRequestBuilder.builder()
                .startTime(NOON.minusHours(2))
                .endTime(NOON.minusHours(1).minusSeconds(1))
                .minTime(Duration.ofHours(1))
                .minRuns(6)
                .maxRuns(6)
                .build());
    server.clock().advance(Duration.ofHours(1));

    late();

    var backfilled = plantedRuns().subList(0, 6);
    assertThat(names(backfilled)).containsOnly("Late");
    backfilled.forEach(
        run -> assertThat(scenario.propose(run, PENDING).status()).isEqualTo(ACCEPT));
  }

  @Test
  void a_policy_counts_as_soon_as_it_is_given_and_no_longer_than_it_stands() throws SQLException {
    var deployment = scenario.deployment("d", "q", EVERY_TEN_MINUTES);
    scenario.propose(plantedRuns().get(0), RUNNING);
    server.clock().advance(TEN);
    change(deployment, overlap(skip));

    var judged = scenario.propose(plantedRuns().get(1), PENDING);
    server.clock().advance(TEN);
    change(deployment, null);
    var free = scenario.propose(plantedRuns().get(2), PENDING);

    assertThat(judged.state().name()).isEqualTo("Skipped");
    assertThat(free.status()).isEqualTo(ACCEPT);
    assertThat(turns()).isZero();
  }

  @Test
  void a_deployment_is_deleted_with_its_turn() throws SQLException {
    var deployment = scenario.deployment("d", "q", EVERY_TEN_MINUTES, overlap(cancel_running));
    var first = plantedRuns().get(0);
    scenario.propose(first, RUNNING);
    assertThat(turns()).isEqualTo(1);

    server.get(Deployments.class).delete(deployment.id());

    assertThat(turns()).isZero();
    assertThat(scenario.read(first).stateType()).isEqualTo(RUNNING);
  }

  private List<UUID> planted(SchedulePolicy policy) {
    scenario.deployment("d", "q", EVERY_TEN_MINUTES, policy);
    return plantedRuns();
  }

  private List<UUID> plantedRuns() {
    return scenario.runs().stream()
        .filter(FlowRunResponse::autoScheduled)
        .map(FlowRunResponse::id)
        .toList();
  }

  private List<String> names(List<UUID> runs) {
    return runs.stream().map(run -> scenario.read(run).stateName()).toList();
  }

  /** Due ones that an agent gets. */
  private List<UUID> offered() {
    var now = server.clock().now();
    return scenario.poll("q").stream()
        .filter(run -> !Objects.requireNonNull(run.nextScheduledStartTime()).isAfter(now))
        .map(FlowRunResponse::id)
        .toList();
  }

  private void late() {
    var lateRuns = server.get(LateRuns.class);
    assertThat(lateRuns.markPage()).isFalse();
    assertThat(lateRuns.endPage()).isFalse();
  }

  private void change(DeploymentResponse deployment, SchedulePolicy policy) {
    server
        .get(Deployments.class)
        .update(
            deployment.id(),
            DeploymentUpdateBuilder.builder().schedulePolicy(JsonNullable.of(policy)).build());
  }

  private int turns() throws SQLException {
    return count("deployment_turn");
  }

  private int count(String table) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static SchedulePolicy overlap(Overlap overlap) {
    return policy(CatchUp.none, null, overlap);
  }

  private static SchedulePolicy policy(CatchUp catchUp, Duration window, Overlap overlap) {
    return SchedulePolicyBuilder.builder()
        .catchUp(catchUp)
        .catchUpWindow(window)
        .overlap(overlap)
        .build();
  }
}
