package dev.rigel.server.agent;

import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static dev.rigel.server.agent.AgentTalk.asking;
import static dev.rigel.server.agent.AgentTalk.having;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.contract.workqueue.WorkQueueUpdateBuilder;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.workqueue.WorkQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** What becomes of runs that are PENDING or RUNNING for longer than their queue allows. */
abstract class OverdueRunsSuite {
  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private AgentTalk agents;
  private DeploymentResponse deployment;

  OverdueRunsSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    agents = new AgentTalk(server);
    deployment = scenario.deployment("d", "q", null);
    update("q", limits(60, 100_000));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void one_that_does_not_begin_goes_back_to_its_queue() {
    var run = run();
    scenario.propose(run, PENDING);
    pass(60);
    assertThat(state(run)).isEqualTo(PENDING);

    pass(1);

    assertThat(state(run)).isEqualTo(SCHEDULED);
    assertThat(scenario.read(run).nextScheduledStartTime()).isEqualTo(server.clock().now());
    assertThat(message(run))
        .isEqualTo(
            "Back on its queue: it was Pending for longer than the 60 seconds that work queue 'q' allows.");
    assertThat(scenario.poll("q")).extracting(FlowRunResponse::id).containsExactly(run);
  }

  @Test
  void one_that_does_not_end_is_crashed_with_what_ran_in_it_also_where_lost_ones_begin_anew() {
    var restart =
        DeploymentUpdateBuilder.builder().onAgentLost(JsonNullable.of(OnAgentLost.restart)).build();
    server.get(Deployments.class).update(deployment.id(), restart);
    scenario.limitTag("scarce", 1);
    var run = run();
    scenario.propose(run, PENDING);
    scenario.propose(run, RUNNING);
    var task = scenario.task(run, "t", EmpiricalPolicy.NONE, "scarce").id();
    scenario.proposeTask(task, RUNNING);
    var subflow = scenario.subflow(scenario.task(run, "sub", EmpiricalPolicy.NONE).id());
    scenario.propose(subflow, RUNNING);
    pass(100_000);
    assertThat(state(run)).isEqualTo(RUNNING);

    pass(1);

    assertThat(state(run)).isEqualTo(CRASHED);
    assertThat(message(run))
        .isEqualTo(
            "Crashed: it was Running for longer than the 100000 seconds that work queue 'q' allows.");
    assertThat(state(subflow)).isEqualTo(CRASHED);
    assertThat(scenario.taskStates(task)).containsExactly(PENDING, RUNNING, CRASHED);
    assertThat(scenario.slots("scarce")).isEmpty();
    assertThat(scenario.propose(run, COMPLETED).status()).as("too late").isEqualTo(ABORT);
  }

  @Test
  void one_that_is_claimed_is_taken_from_its_agent() {
    run();
    run();
    var agent = agents.agent("q");
    var claims = agents.exchange(agent, asking(2)).claims();
    var runs = claims.stream().map(claim -> claim.flowRun().id()).toList();
    update("q", limits(60, 90));
    assertThat(agents.propose(claims.get(1), RUNNING).status()).isEqualTo(ACCEPT);

    pass(91);

    var next = agents.exchange(agent, having(runs.get(0), runs.get(1)));
    assertThat(next.revoked()).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(state(runs.get(0))).isEqualTo(SCHEDULED);
    assertThat(state(runs.get(1))).isEqualTo(CRASHED);
    for (var claim : claims) {
      assertThat(agents.propose(claim, RUNNING).status()).isEqualTo(ABORT);
      assertThat(agents.force(claim, COMPLETED).status()).isEqualTo(ABORT);
    }
  }

  @Test
  void one_that_is_cancelling_has_another_time_limit() {
    var run = run();
    var claim = agents.exchange(agents.agent("q"), asking(1)).claims().get(0);
    assertThat(agents.propose(claim, RUNNING).status()).isEqualTo(ACCEPT);
    var cancelled = StateProposal.of(StateCreate.of(CANCELLED, null));
    server.get(FlowRunGate.class).propose(List.of(run), cancelled, Proposer.CANCELLING);

    pass(100_001);

    assertThat(scenario.read(run).stateName()).isEqualTo(StateNames.CANCELLING);
  }

  @Test
  void a_retry_is_counted_from_its_own_beginning() {
    update("q", limits(null, 60));
    var run = scenario.run(deployment, server.clock().now(), Scenario.retries(1, 0));
    scenario.propose(run, PENDING);
    scenario.propose(run, RUNNING);
    pass(50);
    scenario.propose(run, FAILED);
    pass(50);
    scenario.propose(run, RUNNING);

    pass(50);
    assertThat(state(run)).isEqualTo(RUNNING);
    pass(11);
    assertThat(state(run)).isEqualTo(CRASHED);
  }

  @Test
  void one_that_was_taken_ahead_of_its_time_is_counted_from_that() {
    var run = scenario.run(deployment, server.clock().now().plusSeconds(40), EmpiricalPolicy.NONE);
    var early = AgentExchangeBuilder.builder(asking(1)).prefetch(Duration.ofMinutes(1)).build();
    assertThat(agents.exchange(agents.agent("q"), early).claims()).hasSize(1);

    pass(100);
    assertThat(state(run)).isEqualTo(PENDING);
    pass(1);
    assertThat(state(run)).isEqualTo(SCHEDULED);
  }

  @Test
  void other_queues_and_limits_that_were_taken_away_end_nothing() {
    var other = scenario.deployment("other", "else", null);
    var elsewhere = scenario.run(other, server.clock().now(), EmpiricalPolicy.NONE);
    scenario.propose(elsewhere, PENDING);
    var run = run();
    scenario.propose(run, PENDING);
    update("q", limits(null, null));

    pass(1_000_000);

    assertThat(state(elsewhere)).isEqualTo(PENDING);
    assertThat(state(run)).isEqualTo(PENDING);
  }

  @Test
  void one_that_another_transaction_holds_is_left_for_the_next_pass() throws SQLException {
    var run = run();
    scenario.propose(run, PENDING);
    var free = run();
    scenario.propose(free, PENDING);
    try (var connection = server.database().source().getConnection()) {
      connection.setAutoCommit(false);
      try (var lock =
          connection.prepareStatement("select 1 from flow_run where id = ? for update")) {
        lock.setObject(1, run);
        lock.executeQuery().next();
        pass(61);
        assertThat(state(run)).isEqualTo(PENDING);
        assertThat(state(free)).isEqualTo(SCHEDULED);
      } finally {
        connection.rollback();
      }
    }

    pass(0);

    assertThat(state(run)).isEqualTo(SCHEDULED);
  }

  @Test
  void a_queue_with_a_filter_has_no_time_limits() {
    var queues = server.get(WorkQueues.class);
    var filter = new QueueFilter(List.of("t"), null);
    var create = WorkQueueCreateBuilder.builder().name("tagged").filter(filter);
    assertRefused(() -> queues.create(create.pendingTimeoutSeconds(60).build()));
    queues.create(create.pendingTimeoutSeconds(null).build());
    assertRefused(() -> update("tagged", limits(null, 60)));
    var run = run();
    scenario.propose(run, PENDING);
    var filtered = WorkQueueUpdateBuilder.builder().filter(JsonNullable.of(filter)).build();
    update("q", filtered);

    pass(1_000_000);

    assertThat(state(run)).as("found by the filter").isEqualTo(PENDING);
    assertThat(queues.readByName("tagged").runningTimeoutSeconds()).isNull();
    update("q", limits(null, null));
  }

  @Test
  void limits_are_stored_as_they_were_given() {
    var queues = server.get(WorkQueues.class);
    var made =
        queues.create(
            WorkQueueCreateBuilder.builder()
                .name("new")
                .pendingTimeoutSeconds(1)
                .runningTimeoutSeconds(Integer.MAX_VALUE)
                .build());
    assertThat(made.pendingTimeoutSeconds()).isEqualTo(1);
    assertThat(made.runningTimeoutSeconds()).isEqualTo(Integer.MAX_VALUE);
    var run =
        scenario.run(
            scenario.deployment("n", "new", null), server.clock().now(), EmpiricalPolicy.NONE);
    scenario.propose(run, RUNNING);

    update("new", WorkQueueUpdate.paused(true));
    pass(1_000);

    assertThat(queues.readByName("new").pendingTimeoutSeconds()).isEqualTo(1);
    assertThat(state(run)).isEqualTo(RUNNING);
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(422));
  }

  private void update(String queue, WorkQueueUpdate update) {
    var queues = server.get(WorkQueues.class);
    queues.update(queues.readByName(queue).id(), update);
  }

  private static WorkQueueUpdate limits(Integer pending, Integer running) {
    return WorkQueueUpdateBuilder.builder()
        .pendingTimeoutSeconds(JsonNullable.of(pending))
        .runningTimeoutSeconds(JsonNullable.of(running))
        .build();
  }

  private UUID run() {
    return scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);
  }

  private StateType state(UUID run) {
    return scenario.read(run).stateType();
  }

  private String message(UUID run) {
    return scenario.read(run).state().message();
  }

  /** Time passes, and what is over its limit by then is taken. */
  private void pass(int seconds) {
    server.clock().advance(Duration.ofSeconds(seconds));
    while (server.get(OverdueRuns.class).takePage()) {
      // page by page
    }
  }
}
