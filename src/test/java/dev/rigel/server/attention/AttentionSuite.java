package dev.rigel.server.attention;

import static dev.rigel.contract.attention.TroubleKind.agent_lost;
import static dev.rigel.contract.attention.TroubleKind.dates_missed;
import static dev.rigel.contract.attention.TroubleKind.deployment_failing;
import static dev.rigel.contract.attention.TroubleKind.kept_back;
import static dev.rigel.contract.attention.TroubleKind.no_agent;
import static dev.rigel.contract.attention.TroubleKind.not_due;
import static dev.rigel.contract.attention.TroubleKind.notifications_given_up;
import static dev.rigel.contract.attention.TroubleKind.queue_full;
import static dev.rigel.contract.attention.TroubleKind.queue_late;
import static dev.rigel.contract.attention.TroubleKind.run_overlong;
import static dev.rigel.contract.attention.TroubleKind.run_pending;
import static dev.rigel.contract.attention.TroubleKind.schedule_ended;
import static dev.rigel.contract.attention.TroubleKind.taken;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.Severity;
import dev.rigel.contract.attention.Trouble;
import dev.rigel.contract.attention.TroubleKind;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.notification.FlowRunNotificationPolicyCreateBuilder;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.agent.AgentsResource;
import dev.rigel.server.block.BlockDocuments;
import dev.rigel.server.block.BlockSchemas;
import dev.rigel.server.block.BuiltInBlocks;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.notification.FlowRunNotificationPoliciesResource;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedulepolicy.LateRuns;
import dev.rigel.server.workqueue.WorkQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs somebody, found in a real database. */
abstract class AttentionSuite {
  /** The gate puts states of one moment a microsecond apart. */
  private static final Duration A_MILLISECOND = Duration.ofMillis(1);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;

  AttentionSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    deployment = scenario.deployment("d", "q", null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nothing_needs_anybody_on_a_server_where_nothing_happens() {
    run(server.clock().now().plusHours(1));

    assertThat(troubles()).isEmpty();
  }

  @Test
  void a_full_queue_with_late_runs_names_who_holds_it() {
    scenario.limit("q", 2);
    var first = started();
    server.clock().advance(Duration.ofSeconds(1));
    var second = started();
    poll("q");
    var late = late("q");

    var trouble = only(queue_full);

    assertThat(trouble.severity()).isEqualTo(Severity.high);
    assertThat(names(trouble)).containsExactly("q", name(first), name(second));
    assertThat(trouble.ids().get(1).state()).isEqualTo("Running");
    assertThat(trouble.since()).isEqualTo(scenario.read(late).nextScheduledStartTime());
    assertThat(trouble.figures().late()).isEqualTo(1);
    assertThat(trouble.figures().taken()).isEqualTo(2);
    assertThat(trouble.figures().limit()).isEqualTo(2);
    scenario.propose(late, CANCELLED);
    assertThat(troubles()).isEmpty();
  }

  @Test
  void no_more_than_five_runs_are_named_that_have_the_places() {
    scenario.limit("q", 7);
    for (int i = 0; i < 7; i++) {
      started();
    }
    poll("q");
    late("q");

    assertThat(only(queue_full).ids()).hasSize(1 + 5);
  }

  @Test
  void nobody_polls_a_queue_where_runs_are_due() {
    run(server.clock().now());
    assertThat(only(no_agent).ids()).extracting(Mention::name).containsExactly("q");

    poll("q");
    assertThat(troubles()).isEmpty();
    server.clock().advance(Duration.ofSeconds(61));
    assertThat(kinds()).containsExactly(no_agent);
    var queues = server.get(WorkQueues.class);
    queues.update(queues.readByName("q").id(), WorkQueueUpdate.paused(true));
    assertThat(troubles()).isEmpty();
  }

  @Test
  void late_runs_of_a_queue_with_room_are_told_of() {
    poll("q");
    late("q");

    assertThat(only(queue_late).figures().late()).isEqualTo(1);
    assertThat(only(queue_late).figures().limit()).isNull();
  }

  @Test
  void a_deployment_that_fails_again_and_again_is_told_of_until_it_completes() {
    end(COMPLETED, null);
    var good = server.clock().now();
    end(FAILED, "first");
    assertThat(only(deployment_failing).figures().count()).isEqualTo(1);
    var crashed = run(server.clock().now());
    scenario.propose(crashed, StateCreate.of(CRASHED, "it never began"));
    end(CANCELLED, null);

    var trouble = only(deployment_failing);

    assertThat(trouble.figures().count()).isEqualTo(2);
    assertThat(trouble.figures().lastGood()).isEqualTo(good);
    assertThat(trouble.message()).isEqualTo("it never began");
    assertThat(names(trouble)).containsExactly("d", "f", name(crashed));
    assertThat(trouble.since()).isEqualTo(scenario.read(crashed).state().timestamp());
    end(COMPLETED, null);
    assertThat(troubles()).isEmpty();
  }

  @Test
  void one_that_has_never_completed_fails_too_and_is_forgotten_after_a_week() {
    end(FAILED, "first");
    end(FAILED, "second");
    end(FAILED, "third");

    assertThat(only(deployment_failing).figures().count()).isEqualTo(3);
    assertThat(only(deployment_failing).figures().lastGood()).isNull();
    server.clock().set(only(deployment_failing).since().plusDays(7));
    assertThat(kinds()).containsExactly(deployment_failing);
    server.clock().advance(A_MILLISECOND);
    assertThat(troubles()).isEmpty();
  }

  @Test
  void a_lost_agent_is_told_of_with_its_runs_until_another_of_its_name_comes() throws SQLException {
    var run = run(server.clock().now());
    scenario.propose(run, CRASHED);
    end(COMPLETED, null);
    var agent = agent("worker");
    sql(
        "update agent set state = 'LOST', lost_runs = '%s' where id = '%s'"
            .formatted(Columns.Texts.text(List.of(run.toString(), UUID.randomUUID() + "")), agent));

    var trouble = only(agent_lost);

    assertThat(trouble.severity()).isEqualTo(Severity.high);
    assertThat(trouble.figures().count()).isEqualTo(2);
    assertThat(names(trouble)).containsExactly("worker", name(run));
    assertThat(trouble.ids().get(1).state()).isEqualTo("Crashed");
    agent("worker");
    assertThat(troubles()).isEmpty();
  }

  @Test
  void an_agent_that_polled_and_is_silent_is_not_lost() throws SQLException {
    var request = GetRunsBuilder.builder().agentId(UUID.randomUUID()).build();
    var queues = server.get(WorkQueues.class);
    queues.ready(queues.readByName("q").id(), request, true);
    sql("update agent set state = 'LOST'");

    assertThat(troubles()).isEmpty();
  }

  @Test
  void a_run_takes_far_longer_than_others_of_its_deployment() {
    for (int i = 0; i < 5; i++) {
      var run = started();
      server.clock().advance(MINUTE.multipliedBy(2));
      scenario.propose(run, COMPLETED);
    }
    var began = server.clock().now();
    var run = started();
    started(scenario.deployment("other", "q", null));
    server.clock().advance(MINUTE.multipliedBy(6).minusSeconds(1));
    assertThat(troubles()).isEmpty();

    server.clock().advance(Duration.ofSeconds(2));

    var trouble = only(run_overlong);
    assertThat(names(trouble)).containsExactly(name(run), "d");
    assertThat(trouble.figures().usual()).isCloseTo(MINUTE.multipliedBy(2), A_MILLISECOND);
    assertThat(trouble.since()).isCloseTo(began, within(1, ChronoUnit.MILLIS));
    assertThat(kinds(run)).contains(run_overlong);
    scenario.propose(run, COMPLETED);
    assertThat(troubles()).isEmpty();
  }

  @Test
  void only_the_last_twenty_that_completed_say_what_is_usual() {
    completed(3, MINUTE.multipliedBy(60));
    completed(18, MINUTE);
    started();
    server.clock().advance(MINUTE.multipliedBy(10));
    assertThat(troubles()).isEmpty();

    completed(1, MINUTE);

    assertThat(only(run_overlong).figures().usual()).isCloseTo(MINUTE, A_MILLISECOND);
  }

  private void completed(int runs, Duration each) {
    for (int i = 0; i < runs; i++) {
      var run = started();
      server.clock().advance(each);
      scenario.propose(run, COMPLETED);
    }
  }

  @Test
  void a_run_is_stuck_that_was_taken_and_does_not_begin() {
    var run = run(server.clock().now());
    take(agent("worker"));
    var polled = run(server.clock().now());
    scenario.propose(polled, PENDING);
    server.clock().advance(MINUTE.multipliedBy(5));
    assertThat(troubles()).isEmpty();

    server.clock().advance(Duration.ofSeconds(1));

    assertThat(kinds()).containsExactly(run_pending, run_pending);
    assertThat(troubles())
        .extracting(AttentionSuite::names)
        .containsExactlyInAnyOrder(List.of(name(run), "worker"), List.of(name(polled)));
    assertThat(kinds(run)).containsExactly(taken, run_pending);
  }

  @Test
  void one_that_was_taken_ahead_of_its_time_is_not_stuck() {
    var due = server.clock().now().plusSeconds(5);
    run(due);
    take(agent("worker"));
    server.clock().set(due.plusMinutes(5));
    assertThat(troubles()).isEmpty();

    server.clock().advance(A_MILLISECOND);

    assertThat(only(run_pending).since()).isEqualTo(due);
  }

  @Test
  void a_schedule_that_is_on_and_has_no_dates_left_is_told_of() {
    var start = server.clock().now();
    var hourly = new IntervalSchedule(Duration.ofHours(1), start, "UTC");
    var end = SchedulePolicyBuilder.builder().end(start.plusMinutes(90)).build();
    scenario.deployment("ends", "", hourly, end);
    scenario.deployment("counted", "", hourly, SchedulePolicyBuilder.builder().maxRuns(1).build());
    scenario.deployment("goes on", "", hourly);
    assertThat(troubles()).isEmpty();

    server.clock().advance(Duration.ofHours(2));

    assertThat(troubles()).extracting(Trouble::kind).containsOnly(schedule_ended);
    assertThat(troubles())
        .extracting(trouble -> trouble.ids().get(0).name())
        .containsExactly("counted", "ends");
    assertThat(troubles()).extracting(Trouble::severity).containsOnly(Severity.low);
  }

  @Test
  void dates_whose_window_has_closed_are_told_of_for_a_day() {
    var hourly = new IntervalSchedule(Duration.ofHours(1), server.clock().now(), "UTC");
    var window =
        SchedulePolicyBuilder.builder()
            .catchUp(CatchUp.all)
            .catchUpWindow(Duration.ofMinutes(30))
            .build();
    scenario.deployment("p", "planted", hourly, window);
    server.clock().advance(Duration.ofMinutes(100));
    var lateRuns = server.get(LateRuns.class);
    while (lateRuns.markPage() || lateRuns.endPage()) {
      // page by page
    }
    poll("planted");

    assertThat(kinds()).contains(dates_missed);
    var trouble =
        troubles().stream().filter(t -> t.kind() == dates_missed).findFirst().orElseThrow();
    assertThat(names(trouble)).containsExactly("p");
    assertThat(trouble.figures().count()).isEqualTo(2);
    server.clock().advance(Duration.ofDays(1));
    assertThat(kinds()).doesNotContain(dates_missed);
  }

  @Test
  void notifications_that_were_given_up_are_told_of_while_their_policy_is_on() throws SQLException {
    server.get(BuiltInBlocks.class).register();
    var policy =
        server
            .resource(FlowRunNotificationPoliciesResource.class)
            .create(
                FlowRunNotificationPolicyCreateBuilder.builder()
                    .stateNames(List.of())
                    .tags(List.of())
                    .blockDocumentId(webhook())
                    .build());
    var now = server.clock().now();
    sql(
        "insert into flow_run_notification_failure values ('%s', 3, '%s', '%s', 'the receiver answered 404')"
            .formatted(policy.id(), now.minusHours(1), now));

    var trouble = only(notifications_given_up);

    assertThat(trouble.figures().count()).isEqualTo(3);
    assertThat(trouble.since()).isEqualTo(now.minusHours(1));
    assertThat(trouble.message()).isEqualTo("the receiver answered 404");
    assertThat(names(trouble)).containsExactly("Webhook", "ops");
    sql("update flow_run_notification_policy set is_active = false");
    assertThat(troubles()).isEmpty();
  }

  @Test
  void the_worst_come_first_and_of_one_kind_twenty_at_most() {
    for (int i = 0; i < 25; i++) {
      late("queue " + i);
    }
    poll("q");
    late("q");
    run(server.clock().now());

    var kinds = kinds();

    assertThat(kinds).hasSize(21).startsWith(no_agent).endsWith(queue_late);
  }

  // of one run

  @Test
  void a_run_waits_for_those_that_hold_its_queue() {
    scenario.limit("q", 1);
    var holder = started();
    agent("a");
    var run = run(server.clock().now());

    var troubles = of(run);

    assertThat(troubles).extracting(Trouble::kind).containsExactly(queue_full);
    assertThat(names(troubles.get(0))).containsExactly("q", name(holder));
    assertThat(troubles.get(0).figures().limit()).isEqualTo(1);
    assertThat(troubles.get(0).figures().agents()).isEqualTo(1);
  }

  @Test
  void a_run_waits_for_the_one_that_its_policy_lets_end_first() {
    var start = server.clock().now();
    var oneWaits = SchedulePolicyBuilder.builder().overlap(Overlap.queue_one).build();
    scenario.deployment(
        "p", "planted", new IntervalSchedule(Duration.ofHours(1), start, "UTC"), oneWaits);
    var runs = scenario.poll("planted");
    scenario.propose(runs.get(0).id(), RUNNING);
    server.clock().advance(Duration.ofHours(1));
    poll("planted");
    scenario.propose(runs.get(1).id(), PENDING);

    var trouble = of(runs.get(1).id()).get(0);

    assertThat(trouble.kind()).isEqualTo(kept_back);
    assertThat(trouble.severity()).isEqualTo(Severity.low);
    assertThat(names(trouble)).containsExactly(runs.get(0).name());
  }

  @Test
  void a_run_that_is_planned_waits_for_its_time_and_an_unknown_one_is_not_found() {
    var run = run(server.clock().now().plusHours(1));

    assertThat(kinds(run)).containsExactly(not_due);
    assertThatThrownBy(() -> of(UUID.randomUUID()))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(404));
  }

  @Test
  void what_is_wrong_with_other_runs_is_not_told_of_this_one() {
    var stuck = run(server.clock().now());
    scenario.propose(stuck, PENDING);
    server.clock().advance(Duration.ofHours(1));
    var run = run(server.clock().now());

    assertThat(kinds(run)).containsExactly(no_agent);
  }

  // words

  private UUID run(OffsetDateTime due) {
    return scenario.run(deployment, due, EmpiricalPolicy.NONE);
  }

  private UUID started() {
    return started(deployment);
  }

  private UUID started(DeploymentResponse of) {
    var run = scenario.run(of, server.clock().now(), EmpiricalPolicy.NONE);
    scenario.propose(run, RUNNING);
    return run;
  }

  /** Begins and ends a run, each a second later. */
  private void end(StateType type, String message) {
    var run = started();
    server.clock().advance(Duration.ofSeconds(1));
    scenario.propose(run, StateCreate.of(type, message));
    if (type != COMPLETED) {
      server.clock().advance(Duration.ofSeconds(1));
    }
  }

  private UUID late(String queue) {
    server.get(WorkQueues.class).ensure(queue);
    var create =
        FlowRunCreateBuilder.builder()
            .state(StateCreate.scheduledAs("Late", server.clock().now().minusMinutes(1)))
            .flowId(deployment.flowId())
            .deploymentId(deployment.id())
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    return server.get(FlowRuns.class).create(create, queue).value().id();
  }

  private void poll(String queue) {
    scenario.poll(queue);
  }

  private UUID agent(String name) {
    return server
        .resource(AgentsResource.class)
        .create(
            AgentCreateBuilder.builder()
                .name(name)
                .queues(List.of("q"))
                .prefixes(List.of())
                .labels(List.of())
                .build())
        .id();
  }

  /** Lets an agent take a run that is due, or soon will be. */
  private void take(UUID agent) {
    var asking =
        AgentExchangeBuilder.builder()
            .requestId(UUID.randomUUID())
            .free(1)
            .prefetch(Duration.ofSeconds(9))
            .build();
    var orders = server.resource(AgentsResource.class).exchange(agent, asking);
    assertThat(orders.toCompletableFuture().join().claims()).hasSize(1);
  }

  private UUID webhook() {
    var checksum = BlockDefinition.of(BlockDefinition.WEBHOOK).checksum();
    var schema = server.get(BlockSchemas.class).readByChecksum(checksum, null);
    return server
        .get(BlockDocuments.class)
        .create(
            BlockDocumentCreateBuilder.builder()
                .name("ops")
                .data(Map.of("url", "http://127.0.0.1:1/"))
                .blockSchemaId(schema.id())
                .blockTypeId(schema.blockTypeId())
                .isAnonymous(false)
                .build())
        .id();
  }

  private void sql(String change) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(change);
    }
  }

  private List<Trouble> troubles() {
    return server.get(Troubles.class).list();
  }

  private List<Trouble> of(UUID run) {
    return server.get(Troubles.class).of(run);
  }

  private List<TroubleKind> kinds() {
    return troubles().stream().map(Trouble::kind).toList();
  }

  private List<TroubleKind> kinds(UUID run) {
    return of(run).stream().map(Trouble::kind).toList();
  }

  private Trouble only(TroubleKind kind) {
    assertThat(kinds()).containsExactly(kind);
    return troubles().get(0);
  }

  private String name(UUID run) {
    return scenario.read(run).name();
  }

  private static List<String> names(Trouble trouble) {
    return trouble.ids().stream().map(Mention::name).toList();
  }
}
