package dev.rigel.server.waiting;

import static dev.rigel.contract.flowrun.WaitKind.agents_full;
import static dev.rigel.contract.flowrun.WaitKind.awaits_retry;
import static dev.rigel.contract.flowrun.WaitKind.ended;
import static dev.rigel.contract.flowrun.WaitKind.kept_back;
import static dev.rigel.contract.flowrun.WaitKind.no_agent;
import static dev.rigel.contract.flowrun.WaitKind.no_queue;
import static dev.rigel.contract.flowrun.WaitKind.not_due;
import static dev.rigel.contract.flowrun.WaitKind.queue_full;
import static dev.rigel.contract.flowrun.WaitKind.queue_missing;
import static dev.rigel.contract.flowrun.WaitKind.queue_paused;
import static dev.rigel.contract.flowrun.WaitKind.taken;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.WaitKind;
import dev.rigel.contract.flowrun.WaitReason;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.QueueAgent;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewQuery;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.agent.AgentsResource;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.workqueue.WorkQueues;
import dev.rigel.server.workqueue.WorkQueuesResource;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is to be seen of queues, runs and agents, on a real database. */
abstract class WaitingSuite {
  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;

  WaitingSuite(Database database, JpaProvider provider) {
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
  void a_queue_shows_how_many_runs_are_in_which_state_and_the_oldest_that_waits() {
    var now = server.clock().now();
    run(now.plusMinutes(59));
    run(now.plusMinutes(61));
    run(now.minusSeconds(1));
    create(StateCreate.scheduledAs("Late", now.minusMinutes(7)), "q");
    create(StateCreate.scheduledAs("Late", now.minusMinutes(6)), "q");
    scenario.propose(run(now.minusMinutes(9)), PENDING);
    var running = run(now.minusMinutes(8));
    scenario.propose(running, RUNNING);
    scenario.propose(run(now.minusMinutes(10)), COMPLETED);
    create(StateCreate.scheduled(now.minusMinutes(11), null), "other");

    var seen = seen("q");

    assertThat(seen.runs()).isEqualTo(new QueueRuns(2, 2, 1, 1));
    assertThat(seen.oldestWaiting()).isEqualTo(now.minusMinutes(7));
    assertThat(seen.status().lateRunsCount()).isEqualTo(2);
  }

  @Test
  void a_queue_with_nothing_on_it_shows_that() {
    assertThat(seen("q").runs()).isEqualTo(new QueueRuns(0, 0, 0, 0));
    assertThat(seen("q").oldestWaiting()).isNull();
    assertThat(seen("q").agents()).isEmpty();
    assertThat(seen("q").workQueue()).isEqualTo(server.get(WorkQueues.class).readByName("q"));
  }

  @Test
  void a_run_that_retries_in_its_process_waits_on_no_queue_until_that_is_overdue() {
    var now = server.clock().now();
    var run = scenario.run(deployment, now, Scenario.retries(1, 0));
    scenario.propose(run, RUNNING);
    scenario.propose(run, FAILED);
    server.clock().advance(Duration.ofSeconds(10));

    assertThat(seen("q").runs().scheduled()).isEqualTo(1);
    assertThat(seen("q").oldestWaiting()).isNull();
    assertThat(reasons(run)).containsExactly(awaits_retry);
    server.clock().advance(Duration.ofSeconds(61));
    assertThat(seen("q").oldestWaiting()).isNotNull();
    assertThat(reasons(run)).containsExactly(no_agent);
  }

  @Test
  void a_legacy_queue_has_no_figures_by_its_name() {
    create(StateCreate.scheduled(server.clock().now(), null), "legacy");
    legacy("legacy", List.of("t"));

    assertThat(seen("legacy").runs()).isNull();
    assertThat(seen("legacy").oldestWaiting()).isNull();
    assertThat(seen("legacy").status().condition()).isEqualTo(QueueCondition.unserved);
  }

  @Test
  void agents_are_shown_that_serve_a_queue_by_name_or_prefix_or_polled_it() {
    var named = agent("named", List.of("x", "q"), List.of());
    var prefixed = agent("prefixed", List.of(), List.of("q"));
    var draining = agent("draining", List.of("q"), List.of());
    var gone = agent("gone", List.of("q"), List.of());
    agent("other", List.of("x"), List.of("qq"));
    var poller = UUID.randomUUID();
    poll("q", poller);
    exchange(named, asking(3));
    exchange(draining, AgentExchangeBuilder.builder(asking(5)).isDraining(true).build());
    server.resource(AgentsResource.class).delete(gone);

    var seen = seen("q");

    assertThat(seen.agents())
        .extracting(QueueAgent::id)
        .containsExactlyInAnyOrder(named, prefixed, draining, poller);
    assertThat(seen.freeSlots()).isEqualTo(3);
    assertThat(seen("x").agents()).extracting(QueueAgent::name).containsExactly("named", "other");
    assertThat(seen("x").agents().get(0).free()).isEqualTo(3);
    server.clock().advance(Duration.ofSeconds(61));
    assertThat(seen("q").agents()).extracting(QueueAgent::id).doesNotContain(poller);
  }

  @Test
  void one_word_says_how_a_queue_is() {
    assertThat(condition()).isEqualTo(QueueCondition.unserved);

    poll("q", null);
    assertThat(condition()).isEqualTo(QueueCondition.healthy);
    var late = create(StateCreate.scheduledAs("Late", server.clock().now()), "q");
    assertThat(condition()).isEqualTo(QueueCondition.late);
    scenario.limit("q", 1);
    scenario.propose(late, PENDING);
    assertThat(condition()).isEqualTo(QueueCondition.full);
    server.clock().advance(Duration.ofSeconds(61));
    assertThat(condition()).isEqualTo(QueueCondition.unserved);
    pause();
    assertThat(condition()).isEqualTo(QueueCondition.paused);
  }

  @Test
  void healthy_is_what_the_status_of_one_queue_says() {
    for (var step :
        List.<Runnable>of(
            () -> {},
            () -> poll("q", null),
            () -> server.clock().advance(Duration.ofSeconds(60)),
            () -> create(StateCreate.scheduledAs("Late", server.clock().now()), "q"),
            () -> server.clock().advance(Duration.ofSeconds(1)))) {
      step.run();
      var one = server.resource(WorkQueuesResource.class).status(queueId("q"));
      var seen = seen("q").status();
      assertThat(seen.healthy()).isEqualTo(one.healthy());
      assertThat(seen.lateRunsCount()).isEqualTo(one.lateRunsCount());
      assertThat(seen.lastPolled()).isEqualTo(one.lastPolled());
    }
  }

  @Test
  void queues_are_found_by_id_and_part_of_the_name_page_by_page() {
    List.of("Alpha", "beta", "alphabet").forEach(name -> legacy(name, List.of()));
    var ids = List.of(queueId("beta"), queueId("q"));

    assertThat(names(new QueueOverviewQuery(null, "ALPHA", null, null)))
        .containsExactlyInAnyOrder("Alpha", "alphabet");
    assertThat(names(new QueueOverviewQuery(ids, null, null, null))).containsExactly("beta", "q");
    assertThat(names(new QueueOverviewQuery(ids, "e", null, null))).containsExactly("beta");
    assertThat(names(new QueueOverviewQuery(List.of(), null, null, null))).isEmpty();
    assertThat(names(new QueueOverviewQuery(ids, null, 1, 1))).containsExactly("q");
  }

  @Test
  void a_run_that_is_not_due_waits_for_its_time() {
    var due = server.clock().now().plusHours(1);
    var run = run(due);

    assertThat(reasons(run)).containsExactly(not_due);
    assertThat(waits(run).get(0).text()).contains(due.toString());
    pause();
    assertThat(reasons(run)).containsExactly(not_due, queue_paused);
  }

  @Test
  void a_run_waits_for_an_agent() {
    var run = run(server.clock().now());
    assertThat(reasons(run)).containsExactly(no_agent);
    assertThat(waits(run).get(0).subject()).isEqualTo("q");
    assertThat(waits(run).get(0).since()).isNull();

    poll("q", null);
    assertThat(waits(run)).isEmpty();
    var polled = server.clock().now();
    server.clock().advance(Duration.ofSeconds(61));
    assertThat(reasons(run)).containsExactly(no_agent);
    assertThat(waits(run).get(0).since()).isEqualTo(polled);
    agent("a", List.of("q"), List.of());
    assertThat(waits(run)).isEmpty();
  }

  @Test
  void an_agent_that_drains_takes_nothing() {
    var run = run(server.clock().now());
    var agent = agent("a", List.of("q"), List.of());
    server.resource(AgentsResource.class).drain(agent);

    assertThat(reasons(run)).containsExactly(no_agent);
    assertThat(waits(run).get(0).text()).contains("drain");
  }

  @Test
  void agents_without_room_are_named() {
    var run = run(server.clock().now());
    var agent = agent("busy", List.of("q"), List.of());
    exchange(agent, asking(0));

    assertThat(reasons(run)).containsExactly(agents_full);
    assertThat(waits(run).get(0).text()).contains("'busy'").doesNotContain("more");
    assertThat(waits(run).get(0).ids())
        .extracting(Mention::id)
        .containsExactly(queueId("q"), agent);
    for (int i = 0; i < 6; i++) {
      exchange(agent("busy " + i, List.of("q"), List.of()), asking(0));
    }
    assertThat(waits(run).get(0).text()).endsWith("'busy 3', 2 more.");
    agent("free", List.of("q"), List.of());
    assertThat(waits(run)).isEmpty();
  }

  @Test
  void a_full_or_paused_queue_holds_a_run_up() {
    var now = server.clock().now();
    scenario.limit("q", 1);
    agent("a", List.of("q"), List.of());
    var holder = run(now);
    scenario.propose(holder, PENDING);
    var run = run(now);

    assertThat(reasons(run)).containsExactly(queue_full);
    assertThat(waits(run).get(0).text())
        .endsWith(
            "'q' is reached: 1, by '%s' (%s).".formatted(scenario.read(holder).name(), holder));
    assertThat(waits(run).get(0).ids())
        .extracting(Mention::type, Mention::id, Mention::state)
        .containsExactly(
            tuple(MentionType.work_queue, queueId("q"), null),
            tuple(MentionType.flow_run, holder, "Pending"));
    pause();
    assertThat(reasons(run)).containsExactly(queue_paused, queue_full);
  }

  @Test
  void a_second_queue_that_is_full_holds_it_up_too() {
    var now = server.clock().now();
    agent("a", List.of("q"), List.of());
    legacy("legacy", List.of("t"));
    scenario.limit("legacy", 1);
    scenario.propose(run(now), PENDING);

    var waits = waits(run(now));

    assertThat(waits).extracting(WaitReason::reason).containsExactly(queue_full);
    assertThat(waits).extracting(WaitReason::subject).containsExactly("legacy");
    assertThat(waits.get(0).text()).endsWith("'legacy' is reached: 1.");
  }

  @Test
  void a_paused_queue_is_of_no_weight_where_another_one_is_served() {
    var run = run(server.clock().now());
    pause();
    legacy("legacy", List.of("t"));

    assertThat(waits(run))
        .extracting(WaitReason::reason, WaitReason::subject)
        .containsExactly(tuple(queue_paused, "q"), tuple(no_agent, "legacy"));
    poll("legacy", null);
    assertThat(waits(run)).isEmpty();
  }

  @Test
  void a_queue_that_is_not_there_and_none_at_all_are_told_apart() {
    var gone = run(server.clock().now());
    server.resource(WorkQueuesResource.class).delete(queueId("q"));
    var none = scenario.run(EmpiricalPolicy.NONE);

    assertThat(reasons(gone)).containsExactly(queue_missing);
    assertThat(waits(gone).get(0).subject()).isEqualTo("q");
    assertThat(reasons(none)).containsExactly(no_queue);
    legacy("legacy", List.of("t"));
    assertThat(reasons(gone)).containsExactly(no_agent);
    assertThat(waits(gone).get(0).subject()).isEqualTo("legacy");
  }

  @Test
  void a_policy_keeps_a_run_back() {
    var start = server.clock().now();
    var oneWaits = SchedulePolicyBuilder.builder().overlap(Overlap.queue_one).build();
    scenario.deployment(
        "p", "planted", new IntervalSchedule(Duration.ofHours(1), start, "UTC"), oneWaits);
    agent("a", List.of("planted"), List.of());
    var runs = scenario.poll("planted");
    scenario.propose(runs.get(0).id(), RUNNING);
    server.clock().advance(Duration.ofHours(1));
    agent("b", List.of("planted"), List.of());

    scenario.propose(runs.get(1).id(), PENDING);

    assertThat(reasons(runs.get(1).id())).containsExactly(kept_back);
    var waits = waits(runs.get(1).id()).get(0);
    assertThat(waits.text())
        .endsWith("has ended: '%s' (%s).".formatted(runs.get(0).name(), runs.get(0).id()));
    assertThat(waits.ids()).extracting(Mention::id).containsExactly(runs.get(0).id());
    scenario.propose(runs.get(0).id(), COMPLETED);
    assertThat(waits(runs.get(1).id())).isEmpty();
  }

  @Test
  void a_run_tells_which_agent_has_it_and_since_when() {
    var due = server.clock().now().plusSeconds(5);
    var run = run(due);
    var agent = agent("worker", List.of("q"), List.of());
    exchange(
        agent, AgentExchangeBuilder.builder(asking(1)).prefetch(Duration.ofSeconds(9)).build());
    var since = server.clock().now();

    assertThat(reasons(run)).containsExactly(taken, not_due);
    server.clock().set(due);
    scenario.propose(run, RUNNING);

    assertThat(reasons(run)).containsExactly(taken);
    var reason = waits(run).get(0);
    assertThat(reason.subject()).isEqualTo(agent.toString());
    assertThat(reason.text()).contains("'worker'");
    assertThat(reason.since()).isEqualTo(since);
    scenario.propose(run, COMPLETED);
    assertThat(reasons(run)).containsExactly(ended);
  }

  @Test
  void one_that_was_taken_by_a_poll_does_not_tell_by_whom() {
    var run = run(server.clock().now());
    scenario.propose(run, PENDING);

    assertThat(reasons(run)).containsExactly(taken);
    assertThat(waits(run).get(0).subject()).isNull();
    assertThat(waits(run).get(0).since()).isNotNull();
    scenario.propose(run, RUNNING);
    assertThat(waits(run)).isEmpty();
  }

  @Test
  void a_run_of_a_process_is_its_own_and_an_unknown_one_is_not_found() {
    var create =
        FlowRunCreateBuilder.builder()
            .flowId(deployment.flowId())
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    var run = server.get(FlowRuns.class).create(create, null).value().id();

    assertThat(reasons(run)).containsExactly(taken);
    assertThatThrownBy(() -> waits(UUID.randomUUID()))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(404));
  }

  private UUID run(OffsetDateTime due) {
    return scenario.run(deployment, due, EmpiricalPolicy.NONE);
  }

  private UUID create(StateCreate state, String queue) {
    var create =
        FlowRunCreateBuilder.builder()
            .state(state)
            .flowId(deployment.flowId())
            .deploymentId(deployment.id())
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of("t"))
            .build();
    return server.get(FlowRuns.class).create(create, queue).value().id();
  }

  private void legacy(String name, List<String> tags) {
    server
        .resource(WorkQueuesResource.class)
        .create(
            WorkQueueCreateBuilder.builder()
                .name(name)
                .filter(new QueueFilter(tags, null))
                .build());
  }

  private void pause() {
    server.get(WorkQueues.class).update(queueId("q"), WorkQueueUpdate.paused(true));
  }

  private UUID queueId(String name) {
    return server.get(WorkQueues.class).readByName(name).id();
  }

  private void poll(String queue, UUID agent) {
    var request = GetRunsBuilder.builder().agentId(agent).build();
    server.get(WorkQueues.class).ready(queueId(queue), request, true);
  }

  private UUID agent(String name, List<String> queues, List<String> prefixes) {
    return server
        .resource(AgentsResource.class)
        .create(
            AgentCreateBuilder.builder()
                .name(name)
                .queues(queues)
                .prefixes(prefixes)
                .labels(List.of())
                .build())
        .id();
  }

  private AgentOrders exchange(UUID agent, AgentExchange exchange) {
    return server
        .resource(AgentsResource.class)
        .exchange(agent, exchange)
        .toCompletableFuture()
        .join();
  }

  private static AgentExchange asking(int free) {
    return AgentExchangeBuilder.builder().requestId(UUID.randomUUID()).free(free).build();
  }

  private QueueOverview seen(String queue) {
    return server
        .get(QueueOverviews.class)
        .list(new QueueOverviewQuery(List.of(queueId(queue)), null, null, null))
        .get(0);
  }

  private QueueCondition condition() {
    return seen("q").status().condition();
  }

  private List<String> names(QueueOverviewQuery query) {
    return server.get(QueueOverviews.class).list(query).stream()
        .map(seen -> seen.workQueue().name())
        .toList();
  }

  private List<WaitReason> waits(UUID run) {
    return server.resource(FlowRunsResource.class).waiting(run);
  }

  private List<WaitKind> reasons(UUID run) {
    return waits(run).stream().map(WaitReason::reason).toList();
  }
}
