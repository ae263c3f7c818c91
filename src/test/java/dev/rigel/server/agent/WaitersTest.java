package dev.rigel.server.agent;

import static dev.rigel.contract.setting.Settings.AGENT_LOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.agent.AgentExchangeBuilder;
import dev.rigel.contract.agent.AgentOrders;
import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.contract.workqueue.WorkQueueUpdateBuilder;
import dev.rigel.fixture.LogWatch;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.workqueue.WorkQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Agents that wait are answered when there is something to say, and else when they asked for it.
 */
class WaitersTest {
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;
  private Waiters waiters;
  private ExecutorService threads;
  private int sequence;

  @BeforeEach
  void start() {
    begin(work -> threads.execute(work), work -> threads.execute(work));
  }

  private void begin(Executor looking, Executor answering) {
    server = ServerHarness.on(Database.H2, JpaProvider.HIBERNATE);
    server.clock().run();
    scenario = new Scenario(server);
    deployment = scenario.deployment("d", "q", null);
    waiters = server.get(Waiters.class);
    threads = Executors.newCachedThreadPool();
    waiters.open(looking, answering);
  }

  @AfterEach
  void stop() throws InterruptedException {
    waiters.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    server.close();
  }

  @Test
  void a_new_run_wakes_whoever_serves_its_queue_and_nobody_else() throws Exception {
    var other = waiting(agent("other"), asking(Duration.ofSeconds(30)));
    var mine = waiting(agent("q"), asking(Duration.ofSeconds(30)));

    var run = run();

    assertThat(ids(mine)).containsExactly(run);
    assertThat(other).isNotDone();
  }

  @Test
  void a_run_comes_due() throws Exception {
    var due = server.clock().now().plus(Duration.ofMillis(700));
    var run = scenario.run(deployment, due, EmpiricalPolicy.NONE);

    var mine = waiting(agent("q"), asking(Duration.ofSeconds(30)));

    assertThat(ids(mine)).containsExactly(run);
    assertThat(server.clock().now()).isAfterOrEqualTo(due);
  }

  @Test
  void a_queue_is_resumed_and_its_limit_raised() throws Exception {
    pause(true);
    run();
    var paused = waiting(agent("q"), asking(Duration.ofSeconds(30)));
    assertThat(paused).isNotDone();
    pause(false);
    assertThat(ids(paused)).hasSize(1);
    scenario.limit("q", 1);
    run();
    var full = waiting(agent("q"), asking(Duration.ofSeconds(30)));
    assertThat(full).isNotDone();

    scenario.limit("q", 2);

    assertThat(ids(full)).hasSize(1);
  }

  @Test
  void a_place_becomes_free() throws Exception {
    scenario.limit("q", 1);
    var first = ids(waiting(agent("q"), asking(run()))).get(0);
    run();
    var second = waiting(agent("q"), asking(Duration.ofSeconds(30)));
    assertThat(second).isNotDone();

    scenario.propose(first, StateType.COMPLETED);

    assertThat(ids(second)).hasSize(1);
  }

  @Test
  void a_cancelled_run_and_a_drain_are_orders() throws Exception {
    var agent = agent("q");
    var run = ids(waiting(agent, asking(run()))).get(0);
    var having =
        AgentExchangeBuilder.builder(asking(Duration.ofSeconds(30)))
            .free(0)
            .flowRunIds(List.of(run))
            .build();
    var cancelled = waiting(agent, having);

    scenario.propose(run, StateType.CANCELLED);

    assertThat(cancelled.get(20, TimeUnit.SECONDS).cancel()).containsExactly(run);
    var told =
        waiting(agent, AgentExchangeBuilder.builder(having).endingFlowRunIds(List.of(run)).build());
    assertThat(told).isNotDone();
    server.get(Agents.class).drain(agent);
    assertThat(told.get(20, TimeUnit.SECONDS).drain()).isTrue();
  }

  @Test
  void a_run_whose_end_is_asked_for_wakes_its_agent() throws Exception {
    var agent = agent("q");
    var run = ids(waiting(agent, asking(run()))).get(0);
    scenario.propose(run, StateType.RUNNING);
    var having =
        AgentExchangeBuilder.builder(asking(Duration.ofSeconds(30)))
            .free(0)
            .flowRunIds(List.of(run))
            .build();
    var told = waiting(agent, having);
    assertThat(told).isNotDone();

    var cancelled = StateProposal.of(StateCreate.of(StateType.CANCELLED, null));
    server.get(FlowRunGate.class).propose(List.of(run), cancelled, Proposer.CANCELLING);

    assertThat(told.get(20, TimeUnit.SECONDS).cancel()).containsExactly(run);
  }

  @Test
  void nothing_to_say_is_said_in_time_and_when_the_server_stops() throws Exception {
    var short_ = waiting(agent("q"), asking(Duration.ofMillis(300)));
    assertThat(short_.get(20, TimeUnit.SECONDS).areEmpty()).isTrue();
    var longer = waiting(agent("q"), asking(Duration.ofSeconds(30)));

    waiters.close();

    assertThat(longer.get(20, TimeUnit.SECONDS).areEmpty()).isTrue();
  }

  /** Else it would be lost while it waits, and its healthy runs be taken from it. */
  @Test
  void an_agent_is_heard_of_three_times_in_its_lease_however_long_it_would_wait() throws Exception {
    stop();
    System.setProperty(AGENT_LOST.name(), "1");
    try {
      begin(work -> threads.execute(work), work -> threads.execute(work));
      var agents = server.get(Agents.class);
      var agent = agent("q");
      assertThat(agents.read(agent).lease()).isEqualTo(Duration.ofSeconds(1));
      var told = waiting(agent, asking(Duration.ofSeconds(30)));

      assertThat(told.get(20, TimeUnit.SECONDS).areEmpty()).isTrue();

      assertThat(Duration.between(agents.read(agent).lastHeardOf(), server.clock().now()))
          .isLessThan(Duration.ofSeconds(1));
    } finally {
      System.clearProperty(AGENT_LOST.name());
    }
  }

  /** The agent serves another queue, so that nothing but its run concerns it. */
  @Test
  void a_run_that_is_over_its_queue_s_time_limit_is_taken_from_its_agent_at_once()
      throws Exception {
    var queues = server.get(WorkQueues.class);
    var tagged = new QueueFilter(List.of("t"), null);
    queues.create(WorkQueueCreateBuilder.builder().name("tagged").filter(tagged).build());
    var agent = agent("tagged");
    var run = ids(waiting(agent, asking(run()))).get(0);
    scenario.propose(run, StateType.RUNNING);
    queues.update(
        queues.readByName("q").id(),
        WorkQueueUpdateBuilder.builder().runningTimeoutSeconds(JsonNullable.of(60)).build());
    var having =
        AgentExchangeBuilder.builder(asking(Duration.ofSeconds(30)))
            .free(0)
            .flowRunIds(List.of(run))
            .build();
    var told = waiting(agent, having);
    assertThat(told).isNotDone();
    var begun = System.nanoTime();

    server.clock().runAhead(Duration.ofSeconds(61));
    server.get(OverdueRuns.class).takePage();

    assertThat(told.get(20, TimeUnit.SECONDS).revoked()).containsExactly(run);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(scenario.read(run).stateType()).isEqualTo(StateType.CRASHED);
  }

  @Test
  void what_there_is_when_the_time_is_over_is_said() throws Exception {
    stop();
    var looking = new ArrayList<Runnable>();
    var answering = new ConcurrentLinkedDeque<Runnable>();
    begin(looking::add, answering::addFirst);
    var short_ = waiting(agent("q"), asking(Duration.ofMillis(50)));
    var run = run();
    var over = System.nanoTime() + Duration.ofMillis(50).toNanos();
    await().until(() -> System.nanoTime() - over > 0);

    var look = threads.submit(looking.get(0));
    await().until(() -> !answering.isEmpty());
    waiters.close();
    look.get(20, TimeUnit.SECONDS);
    answering.forEach(Runnable::run);

    assertThat(ids(short_)).containsExactly(run);
  }

  @Test
  void the_same_agent_again_takes_the_place_of_its_earlier_exchange() throws Exception {
    var agent = agent("q");
    var gone = waiting(agent, asking(Duration.ofSeconds(30)));

    var back = waiting(agent, asking(Duration.ofSeconds(30)));

    assertThat(gone.get(20, TimeUnit.SECONDS).areEmpty()).isTrue();
    run();
    assertThat(ids(back)).hasSize(1);
  }

  @Test
  void a_run_that_a_client_who_is_gone_was_given_comes_back() throws Exception {
    var agent = agent("q");
    var gone = waiting(agent, asking(Duration.ofSeconds(30)));
    var run = run();
    assertThat(ids(gone)).containsExactly(run);

    var back = waiting(agent, asking(Duration.ofSeconds(30)));

    assertThat(ids(back)).containsExactly(run);
  }

  @Test
  void what_fails_is_not_tried_again_at_once_and_who_waits_hears_of_it() throws Exception {
    try (var log = new LogWatch(Waiters.class.getName());
        var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      var idle = waiting(agent("other"), asking(Duration.ofSeconds(2)));
      var begin = System.nanoTime();
      statement.execute("alter table flow_run rename to gone");

      assertThatThrownBy(() -> idle.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      var quarters = (System.nanoTime() - begin) / Duration.ofMillis(250).toNanos();
      assertThat(log.messages()).hasSizeLessThanOrEqualTo((int) quarters);
    }
  }

  private CompletableFuture<AgentOrders> waiting(UUID agent, AgentExchange exchange) {
    return waiters.exchange(agent, exchange).toCompletableFuture();
  }

  private AgentExchange asking(UUID run) {
    assertThat(run).isNotNull();
    return asking(Duration.ZERO);
  }

  private AgentExchange asking(Duration longestWait) {
    return AgentExchangeBuilder.builder()
        .requestId(UUID.randomUUID())
        .sequence(++sequence)
        .free(5)
        .longestWait(longestWait)
        .build();
  }

  private static List<UUID> ids(CompletableFuture<AgentOrders> orders) throws Exception {
    return orders.get(20, TimeUnit.SECONDS).claims().stream()
        .map(Claim::flowRun)
        .map(run -> run.id())
        .toList();
  }

  private UUID run() {
    return scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);
  }

  private UUID agent(String queue) {
    return new AgentTalk(server).agent(queue);
  }

  private void pause(boolean paused) {
    var queues = server.get(WorkQueues.class);
    queues.update(queues.readByName("q").id(), WorkQueueUpdate.paused(paused));
  }
}
