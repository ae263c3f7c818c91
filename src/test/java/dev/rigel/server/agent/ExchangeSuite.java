package dev.rigel.server.agent;

import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.SetStateStatus.REJECT;
import static dev.rigel.contract.state.SetStateStatus.WAIT;
import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.AgentQueryBuilder;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.agent.RunReport;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.claim.Claims;
import dev.rigel.server.claim.RunToken;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.workqueue.WorkQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What agents and the server have to say to each other, on a real database. */
abstract class ExchangeSuite {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;

  ExchangeSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    deployment = scenario.deployment("d", "q", null);
    look();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void no_agent_has_a_run_that_is_brought_back_to_running_after_its_end() {
    due(1);
    var claim = exchange(agent("q"), asking(1)).claims().get(0);
    var run = claim.flowRun().id();
    propose(claim, RUNNING);
    propose(claim, COMPLETED);
    var back = StateProposal.forced(StateCreate.of(RUNNING, null));
    server.get(FlowRunGate.class).propose(List.of(run), back, Proposer.NEWEST);

    assertThat(cancel(run).state().type()).isEqualTo(CANCELLED);
  }

  @Test
  void a_poll_in_the_name_of_an_agent_that_has_signed_off_does_not_bring_it_back() {
    var agent = agent("q");
    server.get(Agents.class).signOff(agent);

    var queues = server.get(WorkQueues.class);
    var poll = GetRunsBuilder.builder().agentId(agent).build();
    queues.ready(queues.readByName("q").id(), poll, true);

    assertThat(read(agent).state()).isEqualTo(AgentState.GONE);
  }

  @Test
  void a_queue_was_not_asked_by_an_agent_that_takes_no_more() {
    var draining = AgentExchangeBuilder.builder(asking(0)).isDraining(true).build();
    exchange(agent("q"), draining);

    assertThat(server.get(WorkQueues.class).readByName("q").lastPolled()).isNull();
  }

  @Test
  void an_agent_gets_what_is_due_up_to_what_it_has_room_for_oldest_first() {
    var runs = due(3);
    var agent = agent("q");

    var orders = exchange(agent, asking(2));

    assertThat(orders.claims())
        .extracting(claim -> claim.flowRun().id())
        .containsExactly(runs.get(0), runs.get(1));
    assertThat(orders.claims().get(0).flowRun().stateType()).isEqualTo(PENDING);
    assertThat(scenario.states(runs.get(0)))
        .extracting(StateResponse::message)
        .last()
        .asString()
        .contains(agent.toString());
    assertThat(read(agent).flowRunIds()).containsExactlyInAnyOrder(runs.get(0), runs.get(1));
    assertThat(scenario.read(runs.get(2)).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void the_first_queue_comes_first_and_a_missing_one_is_created() {
    var low = due(2);
    var important = scenario.deployment("important", "high", null);
    var high = scenario.run(important, server.clock().now(), EmpiricalPolicy.NONE);

    var orders = exchange(agent("high", "q", "new"), asking(2));

    assertThat(ids(orders)).containsExactly(high, low.get(0));
    assertThat(server.get(WorkQueues.class).readByName("new")).isNotNull();
  }

  @Test
  void prefixes_serve_queues_that_come_later() {
    var agent = create(List.of(), List.of("team-"));
    var later = scenario.deployment("later", "team-b", null);
    var run = scenario.run(later, server.clock().now(), EmpiricalPolicy.NONE);
    due(1);

    assertThat(ids(exchange(agent, asking(5)))).containsExactly(run);
  }

  @Test
  void a_limit_and_a_pause_hold() {
    due(3);
    scenario.limit("q", 2);
    var one = agent("q");
    var other = agent("q");
    pause(true);
    assertThat(exchange(one, asking(5)).claims()).isEmpty();
    pause(false);

    var first = exchange(one, asking(5));

    assertThat(first.claims()).hasSize(2);
    assertThat(exchange(other, asking(5)).claims()).isEmpty();
    propose(first.claims().get(0), COMPLETED);
    assertThat(exchange(other, asking(5)).claims()).hasSize(1);
  }

  /** The exchange has read the queue before, and waits for its row. */
  @Test
  void a_limit_that_is_lowered_while_runs_are_being_claimed_holds() throws SQLException {
    due(3);
    scenario.limit("q", 2);
    var agent = agent("q");
    try (var lowering = server.database().source().getConnection();
        var watch = server.database().source().getConnection();
        var statement = lowering.createStatement()) {
      lowering.setAutoCommit(false);
      statement.execute("update work_queue set concurrency_limit = 1 where name = 'q'");

      var orders = CompletableFuture.supplyAsync(() -> exchange(agent, asking(5)));
      while (!server.database().doesAnybodyWait(watch)) {
        Thread.onSpinWait();
      }
      lowering.commit();

      assertThat(orders.join().claims()).hasSize(1);
    }
  }

  @Test
  void a_run_is_taken_ahead_of_its_time_and_goes_back_with_it() {
    var due = server.clock().now().plusSeconds(8);
    var run = scenario.run(deployment, due, EmpiricalPolicy.NONE);
    var agent = agent("q");
    assertThat(exchange(agent, asking(1)).claims()).isEmpty();

    var early = AgentExchangeBuilder.builder(asking(1)).prefetch(Duration.ofSeconds(10)).build();
    var claim = exchange(agent, early).claims().get(0);
    assertThat(claim.flowRun().id()).isEqualTo(run);
    assertThat(propose(claim, RUNNING).status()).isEqualTo(WAIT);
    server.get(Agents.class).signOff(agent);

    assertThat(scenario.read(run).nextScheduledStartTime()).isEqualTo(due);
  }

  @Test
  void one_that_was_taken_ahead_of_its_time_begins_on_it() {
    var due = server.clock().now().plusSeconds(8);
    scenario.run(deployment, due, EmpiricalPolicy.NONE);
    var early = AgentExchangeBuilder.builder(asking(1)).prefetch(Duration.ofSeconds(10)).build();
    var claim = exchange(agent("q"), early).claims().get(0);

    server.clock().set(due);

    assertThat(propose(claim, RUNNING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void the_policy_of_a_schedule_decides_on_time() {
    var skip = SchedulePolicyBuilder.builder().overlap(Overlap.skip).build();
    var now = server.clock().now();
    scenario.deployment("p", "planted", new IntervalSchedule(Duration.ofHours(1), now, null), skip);
    var agent = agent("planted");
    server.clock().advance(Duration.ofHours(1).minusSeconds(5));
    var early = AgentExchangeBuilder.builder(asking(5)).prefetch(Duration.ofSeconds(10)).build();
    var first = ids(exchange(agent, asking(5)));
    scenario.propose(first.get(0), COMPLETED);

    assertThat(exchange(agent, early).claims()).isEmpty();
    server.clock().advance(Duration.ofSeconds(5));
    assertThat(exchange(agent, asking(5)).claims()).hasSize(1);
  }

  @Test
  void the_same_request_again_gets_the_same_runs_with_the_same_tokens() {
    due(3);
    var agent = agent("q");
    var request = asking(2);

    var orders = exchange(agent, request);

    assertThat(exchange(agent, request).claims())
        .containsExactlyInAnyOrderElementsOf(orders.claims());
    assertThat(read(agent).flowRunIds()).hasSize(2);
  }

  @Test
  void a_run_that_an_agent_does_not_know_of_goes_back_to_its_queue() {
    var run = due(1).get(0);
    var agent = agent("q");
    var lost = exchange(agent, asking(1)).claims().get(0);

    var next = exchange(agent, asking(0));

    assertThat(next.areEmpty()).isTrue();
    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
    assertThat(propose(lost, RUNNING).status()).isEqualTo(ABORT);
    assertThat(ids(exchange(agent, asking(1)))).containsExactly(run);
  }

  @Test
  void a_running_one_that_it_does_not_name_any_more_is_crashed() {
    var run = due(1).get(0);
    var agent = agent("q");
    propose(exchange(agent, asking(1)).claims().get(0), RUNNING);

    exchange(agent, asking(0));

    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(run).state().message()).contains(agent.toString());
  }

  @Test
  void a_token_speaks_for_its_run_until_the_run_has_ended_and_is_taken_up_again() {
    due(1);
    var claim = exchange(agent("q"), asking(1)).claims().get(0);

    assertThat(propose(claim, RUNNING).status()).isEqualTo(ACCEPT);
    assertThat(propose(claim, FAILED).status()).isEqualTo(ACCEPT);
    scenario.propose(
        claim.flowRun().id(), StateCreate.scheduledAs("AwaitingRetry", server.clock().now()));

    assertThat(propose(claim, RUNNING).status()).isEqualTo(ABORT);
    assertThat(force(claim, CRASHED).status()).isEqualTo(ABORT);
    assertThat(scenario.read(claim.flowRun().id()).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void an_agent_that_is_silent_for_too_long_loses_what_it_has() {
    var runs = due(2);
    var agent = agent("q");
    var orders = exchange(agent, asking(2));
    propose(orders.claims().get(1), RUNNING);
    listenFor(Duration.ofSeconds(44));
    assertThat(read(agent).state()).isEqualTo(AgentState.ONLINE);

    listenFor(Duration.ofSeconds(2));

    assertThat(read(agent).state()).isEqualTo(AgentState.LOST);
    assertThat(read(agent).flowRunIds()).isEmpty();
    assertThat(scenario.read(runs.get(0)).stateType()).isEqualTo(SCHEDULED);
    assertThat(scenario.read(runs.get(1)).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(runs.get(1)).state().message()).contains("not heard of for 45 s");
    assertThat(propose(orders.claims().get(0), RUNNING).status()).isEqualTo(ABORT);
    assertThat(ids(exchange(agent("q"), asking(2)))).containsExactly(runs.get(0));
  }

  @Test
  void one_that_comes_back_is_told_what_is_not_its_own_any_more() {
    var runs = due(2);
    var agent = agent("q");
    var orders = exchange(agent, asking(2));
    propose(orders.claims().get(1), RUNNING);
    listenFor(Duration.ofMinutes(2));

    var back = exchange(agent, having(runs));

    assertThat(read(agent).state()).isEqualTo(AgentState.ONLINE);
    assertThat(back.revoked()).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(back.claims()).isEmpty();
  }

  @Test
  void nobody_is_lost_while_the_server_itself_hears_nobody() {
    var run = due(1).get(0);
    var agent = agent("q");
    exchange(agent, asking(1));
    listenFor(Duration.ofSeconds(40));

    // no look in between: the server, or its database, is away or frozen, or the time jumps
    server.clock().advance(Duration.ofMinutes(5));
    look();
    listenFor(Duration.ofSeconds(44));
    assertThat(read(agent).state()).isEqualTo(AgentState.ONLINE);
    assertThat(scenario.read(run).stateType()).isEqualTo(PENDING);

    listenFor(Duration.ofSeconds(2));
    assertThat(read(agent).state()).isEqualTo(AgentState.LOST);
    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void a_time_that_jumps_back_does_not_keep_lost_agents_for_longer() {
    var run = due(1).get(0);
    exchange(agent("q"), asking(1));
    look();

    server.clock().advance(Duration.ofMinutes(-5));
    listenFor(Duration.ofMinutes(6));

    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void a_run_that_is_cancelled_is_an_order_to_its_agent() {
    var runs = due(2);
    var agent = agent("q");
    exchange(agent, asking(2));

    scenario.propose(runs.get(1), CANCELLED);

    var orders = exchange(agent, having(runs));
    assertThat(orders.cancel()).containsExactly(runs.get(1));
    assertThat(orders.revoked()).isEmpty();
    assertThat(read(agent).flowRunIds()).containsExactly(runs.get(0));
  }

  @Test
  void a_running_run_is_cancelled_by_its_agent() {
    var run = due(1).get(0);
    var agent = agent("q");
    propose(exchange(agent, asking(1)).claims().get(0), RUNNING);

    var answer = cancel(run);

    assertThat(answer.status()).isEqualTo(ACCEPT);
    assertThat(answer.state().type()).isEqualTo(RUNNING);
    assertThat(answer.state().name()).isEqualTo("Cancelling");
    assertThat(cancel(run).state()).isEqualTo(answer.state());
    assertThat(scenario.read(run).runCount()).isOne();
    assertThat(exchange(agent, having(List.of(run))).cancel()).containsExactly(run);
    var ending =
        AgentExchangeBuilder.builder(having(List.of(run))).endingFlowRunIds(List.of(run)).build();
    assertThat(exchange(agent, ending).areEmpty()).isTrue();

    var report = new RunReport(run, StateProposal.of(StateCreate.of(CANCELLED, "SIGTERM")));
    var told = AgentExchangeBuilder.builder(ending).reports(List.of(report)).build();
    assertThat(exchange(agent, told).areEmpty()).isTrue();

    assertThat(scenario.read(run).state().message()).isEqualTo("SIGTERM");
    assertThat(scenario.states(run))
        .extracting(StateResponse::type)
        .containsExactly(SCHEDULED, PENDING, RUNNING, RUNNING, CANCELLED);
    assertThat(read(agent).flowRunIds()).isEmpty();
  }

  @Test
  void what_has_not_begun_or_waits_to_be_tried_again_is_cancelled_at_once() {
    var pending = due(1).get(0);
    var waiting = scenario.run(deployment, server.clock().now(), EmpiricalPolicy.of(1, 30));
    var agent = agent("q");
    var claims = exchange(agent, asking(2)).claims();
    var retrying = claims.stream().filter(c -> c.flowRun().id().equals(waiting)).findFirst();
    propose(retrying.orElseThrow(), RUNNING);
    propose(retrying.orElseThrow(), FAILED);

    assertThat(cancel(pending).state().type()).isEqualTo(CANCELLED);
    assertThat(cancel(waiting).state().type()).isEqualTo(CANCELLED);
    assertThat(exchange(agent, having(List.of(pending, waiting))).cancel())
        .containsExactlyInAnyOrder(pending, waiting);
  }

  @Test
  void a_process_that_is_to_end_ends_cancelled_unless_it_was_quicker() {
    var policy = EmpiricalPolicy.of(3, 0);
    var fails = cancelling(policy);
    assertThat(propose(fails, RUNNING).status()).isEqualTo(ABORT);
    assertThat(propose(fails, PENDING).status()).isEqualTo(ABORT);
    assertThat(propose(fails, SCHEDULED).status()).isEqualTo(ABORT);
    var failed = propose(fails, FAILED);
    assertThat(failed.status()).isEqualTo(REJECT);
    assertThat(failed.state().type()).isEqualTo(CANCELLED);

    var crashes = cancelling(policy);
    assertThat(force(crashes, CRASHED).state().type()).isEqualTo(CANCELLED);

    var completes = cancelling(policy);
    assertThat(propose(completes, COMPLETED).status()).isEqualTo(ACCEPT);
    assertThat(scenario.read(completes.flowRun().id()).stateType()).isEqualTo(COMPLETED);
  }

  @Test
  void a_run_that_is_being_cancelled_keeps_its_place_in_its_queue() {
    scenario.limit("q", 1);
    cancelling(EmpiricalPolicy.NONE);
    due(1);

    assertThat(exchange(agent("q"), asking(1)).claims()).isEmpty();
  }

  @Test
  void one_whose_agent_is_lost_or_has_forgotten_it_is_cancelled() {
    var lost = cancelling(EmpiricalPolicy.NONE);
    server.clock().advance(Duration.ofMinutes(1));
    lose();
    assertThat(scenario.read(lost.flowRun().id()).stateType()).isEqualTo(CANCELLED);
    assertThat(scenario.read(lost.flowRun().id()).state().message())
        .contains("not heard of for 45 seconds");
    assertThat(propose(lost, COMPLETED).status()).isEqualTo(ABORT);

    var run = due(1).get(0);
    var agent = agent("q");
    propose(exchange(agent, asking(1)).claims().get(0), RUNNING);
    cancel(run);
    exchange(agent, asking(0));
    assertThat(scenario.read(run).stateType()).isEqualTo(CANCELLED);
  }

  @Test
  void one_whose_agent_does_not_end_it_in_time_is_taken_from_it() {
    var run = due(1).get(0);
    var agent = agent("q");
    var claim = exchange(agent, asking(1)).claims().get(0);
    propose(claim, RUNNING);
    var task = runningTask(run, "task");
    cancel(run);
    var ending =
        AgentExchangeBuilder.builder(having(List.of(run))).endingFlowRunIds(List.of(run)).build();
    server.clock().advance(Duration.ofSeconds(119));
    endLate();
    assertThat(scenario.read(run).stateName()).isEqualTo("Cancelling");
    assertThat(exchange(agent, ending).areEmpty()).isTrue();

    server.clock().advance(Duration.ofSeconds(2));
    endLate();

    assertThat(scenario.read(run).stateType()).isEqualTo(CANCELLED);
    assertThat(scenario.read(run).state().message()).contains("within 120 seconds");
    assertThat(scenario.taskStates(task)).last().isEqualTo(CANCELLED);
    assertThat(exchange(agent, ending).revoked()).containsExactly(run);
    assertThat(force(claim, COMPLETED).status()).isEqualTo(ABORT);
  }

  @Test
  void a_forced_cancel_waits_for_no_agent() {
    var run = due(1).get(0);
    var agent = agent("q");
    var claim = exchange(agent, asking(1)).claims().get(0);
    propose(claim, RUNNING);
    cancel(run);

    var answer = cancel(run, Proposer.CANCELLING_AT_ONCE);

    assertThat(answer.state().type()).isEqualTo(CANCELLED);
    assertThat(propose(claim, COMPLETED).status()).isEqualTo(ABORT);
    assertThat(exchange(agent, having(List.of(run))).revoked()).containsExactly(run);
    assertThat(cancel(run, Proposer.CANCELLING_AT_ONCE).status()).isEqualTo(ABORT);
  }

  @Test
  void an_agent_that_ends_a_run_already_is_told_when_it_is_another_s() {
    var run = due(1).get(0);
    var agent = agent("q");
    propose(exchange(agent, asking(1)).claims().get(0), RUNNING);
    cancel(run);
    cancel(run, Proposer.CANCELLING_AT_ONCE);
    scenario.propose(run, StateCreate.scheduledAs("AwaitingRetry", server.clock().now()));
    var other = agent("q");
    assertThat(ids(exchange(other, asking(1)))).containsExactly(run);

    var ending =
        AgentExchangeBuilder.builder(having(List.of(run))).endingFlowRunIds(List.of(run)).build();
    assertThat(exchange(agent, ending).revoked()).containsExactly(run);

    var late = new RunReport(run, StateProposal.of(StateCreate.of(CANCELLED, "SIGTERM")));
    var told = AgentExchangeBuilder.builder(ending).reports(List.of(late)).build();
    assertThat(exchange(agent, told).revoked()).containsExactly(run);
    assertThat(scenario.read(run).stateType()).isEqualTo(PENDING);
    assertThat(read(other).flowRunIds()).containsExactly(run);
  }

  /** A frozen one that wakes up: its process is alive, and neither knows of the other. */
  @Test
  void an_agent_is_told_of_a_run_that_another_has_taken_and_ended_meanwhile() {
    var runs = due(2);
    var first = agent("q");
    assertThat(exchange(first, asking(2)).claims()).hasSize(2);
    server.clock().advance(Duration.ofMinutes(1));
    lose();
    var other = agent("q");
    var claims = exchange(other, asking(2)).claims();
    propose(claims.get(0), RUNNING);
    propose(claims.get(0), COMPLETED);
    propose(claims.get(1), CANCELLED);

    var orders = exchange(first, having(runs));
    assertThat(orders.revoked()).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(orders.cancel()).isEmpty();
    var own = exchange(other, having(runs));
    assertThat(own.revoked()).as("they may take their time to end").isEmpty();
    assertThat(own.cancel()).containsExactly(claims.get(1).flowRun().id());
  }

  @Test
  void a_run_that_is_given_back_was_not_taken_from_its_agent() {
    var run = due(1).get(0);
    var agent = agent("q");
    exchange(agent, asking(1));

    var back = StateProposal.forced(StateCreate.scheduled(server.clock().now(), "Given back."));
    var told =
        AgentExchangeBuilder.builder(having(List.of(run)))
            .endingFlowRunIds(List.of(run))
            .reports(List.of(new RunReport(run, back)))
            .build();

    assertThat(exchange(agent, told).areEmpty()).isTrue();
    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
  }

  @Test
  void a_run_that_the_server_executes_itself_is_the_server_s_own() {
    var run = due(1).get(0);
    var agent = agent("q");
    exchange(agent, asking(1));
    scenario.limit("q", 1);

    takeOver(run);

    assertThat(exchange(agent, asking(0)).areEmpty()).isTrue();
    scenario.propose(run, RUNNING);
    assertThatThrownBy(() -> takeOver(run))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409));
    due(1);
    assertThat(exchange(agent("q"), asking(1)).claims()).isEmpty();
    assertThat(cancel(run).state().name()).isEqualTo("Cancelling");
  }

  @Test
  void a_server_that_is_here_keeps_its_runs_and_one_that_is_not_loses_them() {
    var run = due(1).get(0);
    exchange(agent("q"), asking(1));
    var token = takeOver(run);
    scenario.propose(run, RUNNING);

    listenFor(Duration.ofSeconds(40));
    server.get(ServerAgent.class).beat();
    listenFor(Duration.ofSeconds(40));
    assertThat(scenario.read(run).stateType()).isEqualTo(RUNNING);
    assertThat(server.get(Claims.class).lives(token)).isTrue();

    listenFor(Duration.ofSeconds(10));
    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(run).state().message())
        .contains("agent 'server-")
        .endsWith("was not heard of for 45 seconds while the run was under way.");
    assertThat(server.get(Claims.class).lives(token)).isFalse();
  }

  @Test
  void what_a_server_still_has_when_it_stops_is_taken_from_it() {
    var run = due(1).get(0);
    exchange(agent("q"), asking(1));
    takeOver(run);
    scenario.propose(run, RUNNING);

    server.get(ServerAgent.class).signOff();

    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(run).state().message()).contains("has signed off");
  }

  @Test
  void only_who_hears_of_it_is_drained() {
    var agent = agent("q");
    listenFor(Duration.ofSeconds(50));
    var run = due(1).get(0);
    exchange(agent("q"), asking(1));
    takeOver(run);
    var executing = server.get(Agents.class).list(AgentQueryBuilder.builder().build()).stream();

    assertNotDrained(agent, "is LOST: there is nobody to drain.");
    assertNotDrained(
        executing.filter(a -> a.name().startsWith("server-")).findFirst().orElseThrow().id(),
        "takes no runs from queues: it is a server with runs of its own.");
  }

  private void assertNotDrained(UUID agent, String why) {
    assertThatThrownBy(() -> server.get(Agents.class).drain(agent))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409))
        .hasMessageContaining(why);
  }

  private RunToken takeOver(UUID run) {
    return server.get(ServerAgent.class).takeOver(run);
  }

  private Claim cancelling(EmpiricalPolicy policy) {
    scenario.run(deployment, server.clock().now(), policy);
    var claim = exchange(agent("q"), asking(1)).claims().get(0);
    propose(claim, RUNNING);
    assertThat(cancel(claim.flowRun().id()).state().name()).isEqualTo("Cancelling");
    return claim;
  }

  private OrchestrationResult cancel(UUID run) {
    return cancel(run, Proposer.CANCELLING);
  }

  private OrchestrationResult cancel(UUID run, Proposer by) {
    var proposal = StateProposal.of(StateCreate.of(CANCELLED, "Off."));
    return server.get(FlowRunGate.class).propose(List.of(run), proposal, by).get(0);
  }

  private void endLate() {
    while (server.get(LateCancels.class).endPage()) {
      // page by page
    }
  }

  @Test
  void one_that_is_full_counts_as_a_poll_all_the_same() {
    exchange(agent("q"), asking(0));

    assertThat(server.get(WorkQueues.class).readByName("q").lastPolled()).isNotNull();
  }

  @Test
  void what_comes_late_is_refused_and_takes_nothing_away() {
    var run = due(1).get(0);
    var agent = agent("q");
    exchange(agent, AgentExchangeBuilder.builder(asking(1)).sequence(2).build());
    var late = AgentExchangeBuilder.builder(asking(0)).sequence(1).build();

    assertThatThrownBy(() -> exchange(agent, late))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409));

    assertThat(scenario.read(run).stateType()).isEqualTo(PENDING);
    assertThat(server.get(Exchanges.class).look(agent, late).areEmpty()).isTrue();
  }

  @Test
  void one_that_retries_in_its_process_waits_on_for_anybody_when_its_agent_is_lost() {
    var run = scenario.run(deployment, server.clock().now(), EmpiricalPolicy.of(1, 30));
    var agent = agent("q");
    var claim = exchange(agent, asking(1)).claims().get(0);
    propose(claim, RUNNING);
    propose(claim, FAILED);
    assertThat(scenario.read(run).stateName()).isEqualTo("AwaitingRetry");
    listenFor(Duration.ofSeconds(40));
    assertThat(exchange(agent("q"), asking(1)).claims()).isEmpty();

    listenFor(Duration.ofSeconds(10));

    assertThat(scenario.read(run).stateName()).isEqualTo("AwaitingRetry");
    assertThat(propose(claim, RUNNING).status()).isEqualTo(ABORT);
    assertThat(ids(exchange(agent("q"), asking(1)))).containsExactly(run);
  }

  /** Who cancels it has its row when the report comes. */
  @Test
  void a_run_that_is_cancelled_while_it_is_given_back_stays_so() throws SQLException {
    due(1);
    var agent = agent("q");
    var run = ids(exchange(agent, asking(1))).get(0);
    var back = StateProposal.forced(StateCreate.scheduled(server.clock().now(), "Given back."));
    var giving =
        AgentExchangeBuilder.builder(having(List.of(run)))
            .reports(List.of(new RunReport(run, back)))
            .build();

    whileItWaits(
        "update flow_run set state_type = 'CANCELLED' where id = '" + run + "'", agent, giving);

    assertThat(scenario.read(run).stateType()).isEqualTo(CANCELLED);
  }

  /** Another transaction changes a run, is waited for by an exchange, and commits. */
  private void whileItWaits(String change, UUID agent, AgentExchange exchange) throws SQLException {
    try (var other = server.database().source().getConnection();
        var watch = server.database().source().getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(change);
      var orders = CompletableFuture.supplyAsync(() -> exchange(agent, exchange));
      while (!server.database().doesAnybodyWait(watch)) {
        Thread.onSpinWait();
      }
      other.commit();
      orders.join();
    }
  }

  @Test
  void a_run_that_changes_hands_meanwhile_is_not_taken_from_who_has_it_now() throws SQLException {
    due(1);
    var agent = agent("q");
    var run = ids(exchange(agent, asking(1))).get(0);
    var another = UUID.randomUUID();

    whileItWaits(
        "update flow_run set claim_id = '" + another + "' where id = '" + run + "'",
        agent,
        having(List.of()));

    assertThat(scenario.read(run).stateType()).isEqualTo(PENDING);
  }

  @Test
  void a_claim_is_forgotten_when_its_run_was_taken_away() throws SQLException {
    var runs = due(2);
    var agent = agent("q");
    exchange(agent, asking(2));
    exchange(agent, having(runs.subList(0, 1)));

    server.get(Claims.class).deletePage();

    try (var connection = server.database().source().getConnection();
        var claimed = connection.prepareStatement("select flow_run_id from claim").executeQuery()) {
      assertThat(claimed.next()).isTrue();
      assertThat(claimed.getObject(1, UUID.class)).isEqualTo(runs.get(0));
      assertThat(claimed.next()).isFalse();
    }
  }

  @Test
  void reports_count_as_long_as_the_run_is_the_agents() {
    var runs = due(2);
    var agent = agent("q");
    var other = agent("q");
    exchange(agent, asking(1));
    exchange(other, asking(1));
    var crash = StateProposal.of(StateCreate.of(CRASHED, "exit 1"));

    exchange(
        agent,
        AgentExchangeBuilder.builder(having(runs.subList(0, 1)))
            .reports(List.of(new RunReport(runs.get(0), crash), new RunReport(runs.get(1), crash)))
            .build());

    assertThat(scenario.read(runs.get(0)).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(runs.get(1)).stateType()).isEqualTo(PENDING);
  }

  @Test
  void all_that_is_reported_of_a_run_counts_in_its_order() {
    var runs = due(2);
    var agent = agent("q");
    exchange(agent, asking(2));
    var reports =
        List.of(
            new RunReport(runs.get(1), StateProposal.of(StateCreate.of(RUNNING, null))),
            new RunReport(runs.get(0), StateProposal.of(StateCreate.of(RUNNING, null))),
            new RunReport(runs.get(1), StateProposal.of(StateCreate.of(COMPLETED, "done"))));

    exchange(agent, AgentExchangeBuilder.builder(having(runs)).reports(reports).build());

    assertThat(scenario.states(runs.get(0)))
        .extracting(StateResponse::type)
        .containsExactly(SCHEDULED, PENDING, RUNNING);
    assertThat(scenario.states(runs.get(1)))
        .extracting(StateResponse::type)
        .containsExactly(SCHEDULED, PENDING, RUNNING, COMPLETED);
  }

  @Test
  void what_ran_in_its_process_ends_with_a_run_that_is_lost() {
    var run = due(1).get(0);
    var agent = agent("q");
    scenario.limitTag("db", 1);
    propose(exchange(agent, asking(1)).claims().get(0), RUNNING);
    var done = runningTask(run, "done");
    scenario.proposeTask(done, COMPLETED);
    var standsForSubflow = runningTask(run, "sub");
    var subflow = scenario.subflow(standsForSubflow);
    scenario.propose(subflow, RUNNING);
    var standsForNested = runningTask(subflow, "nested");
    var nested = scenario.subflow(standsForNested);
    scenario.propose(nested, RUNNING);
    var task = runningTask(nested, "task", "db");
    assertThat(scenario.slots("db")).containsExactly(task);

    server.clock().advance(Duration.ofMinutes(2));
    lose();

    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(subflow).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(nested).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.taskStates(done)).containsExactly(PENDING, RUNNING, COMPLETED);
    assertThat(scenario.taskStates(task)).containsExactly(PENDING, RUNNING, CRASHED);
    assertThat(scenario.taskStates(standsForSubflow)).last().isEqualTo(CRASHED);
    assertThat(scenario.taskStates(standsForNested)).last().isEqualTo(CRASHED);
    assertThat(scenario.slots("db")).isEmpty();
  }

  private UUID runningTask(UUID flowRun, String key, String... tags) {
    var task = scenario.task(flowRun, key, EmpiricalPolicy.NONE, tags).id();
    scenario.proposeTask(task, RUNNING);
    return task;
  }

  @Test
  void one_that_drains_gets_nothing_more() {
    due(1);
    var agent = agent("q");
    server.get(Agents.class).drain(agent);

    var orders = exchange(agent, asking(1));

    assertThat(orders.drain()).isTrue();
    assertThat(orders.claims()).isEmpty();
    exchange(agent, AgentExchangeBuilder.builder(asking(1)).isDraining(true).build());
    assertThat(read(agent).state()).isEqualTo(AgentState.DRAINING);
  }

  @Test
  void one_that_signs_off_leaves_its_runs_and_is_not_heard_again() {
    var run = due(1).get(0);
    var agent = agent("q");
    exchange(agent, asking(1));

    server.get(Agents.class).signOff(agent);

    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
    assertThat(read(agent).state()).isEqualTo(AgentState.GONE);
    assertThatThrownBy(() -> exchange(agent, asking(1)))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(404));
  }

  @Test
  void agents_are_listed_with_those_that_poll_and_forgotten_after_a_week() {
    var agent = agent("q");
    var stock = UUID.randomUUID();
    var queues = server.get(WorkQueues.class);
    var queue = queues.readByName("q").id();
    queues.ready(queue, GetRunsBuilder.builder().agentId(stock).build(), true);

    assertThat(list()).extracting(AgentResponse::id).containsExactlyInAnyOrder(agent, stock);
    assertThat(read(stock).isNative()).isFalse();
    assertNotDrained(stock, "polls, and cannot be told anything: send it SIGTERM.");
    assertThat(read(stock).queues()).containsExactly("q");
    listenFor(Duration.ofMinutes(1));
    server.clock().advance(Duration.ofDays(8));
    server.get(LostAgents.class).forgetPage();
    assertThat(list()).isEmpty();
  }

  private List<UUID> due(int count) {
    var runs = new ArrayList<UUID>();
    for (int i = 0; i < count; i++) {
      var due = server.clock().now().minusSeconds(count - i);
      runs.add(scenario.run(deployment, due, EmpiricalPolicy.NONE));
    }
    return runs;
  }

  private UUID agent(String... queues) {
    return create(List.of(queues), List.of());
  }

  private UUID create(List<String> queues, List<String> prefixes) {
    return server
        .get(Agents.class)
        .create(
            AgentCreateBuilder.builder()
                .name("a")
                .queues(queues)
                .prefixes(prefixes)
                .labels(List.of())
                .build())
        .id();
  }

  private AgentResponse read(UUID agent) {
    return server.get(Agents.class).read(agent);
  }

  private List<AgentResponse> list() {
    return server.get(Agents.class).list(AgentQueryBuilder.builder().build());
  }

  private AgentOrders exchange(UUID agent, AgentExchange exchange) {
    return server.get(Exchanges.class).exchange(agent, exchange).orders();
  }

  private static AgentExchange asking(int free) {
    return AgentExchangeBuilder.builder().requestId(UUID.randomUUID()).free(free).build();
  }

  private static AgentExchange having(List<UUID> runs) {
    return AgentExchangeBuilder.builder(asking(0)).flowRunIds(runs).build();
  }

  private static List<UUID> ids(AgentOrders orders) {
    return orders.claims().stream().map(Claim::flowRun).map(FlowRunResponse::id).toList();
  }

  private OrchestrationResult propose(Claim claim, StateType type) {
    return propose(claim, StateProposal.of(StateCreate.of(type, null)));
  }

  private OrchestrationResult force(Claim claim, StateType type) {
    return propose(claim, StateProposal.forced(StateCreate.of(type, null)));
  }

  private OrchestrationResult propose(Claim claim, StateProposal proposal) {
    var by = Proposer.client(null, "Bearer " + claim.token());
    return server
        .get(FlowRunGate.class)
        .propose(List.of(claim.flowRun().id()), proposal, by)
        .get(0);
  }

  private void pause(boolean paused) {
    var queues = server.get(WorkQueues.class);
    queues.update(queues.readByName("q").id(), WorkQueueUpdate.paused(paused));
  }

  /** The server looks for lost agents every few seconds. */
  private void listenFor(Duration time) {
    for (var left = time; !left.isZero(); ) {
      var step = left.compareTo(LOOK) < 0 ? left : LOOK;
      server.clock().advance(step);
      look();
      left = left.minus(step);
    }
  }

  /** For as long as agents may be silent. */
  private void lose() {
    look();
    listenFor(Duration.ofSeconds(46));
  }

  private void look() {
    while (server.get(LostAgents.class).losePage()) {
      // page by page
    }
  }
}
