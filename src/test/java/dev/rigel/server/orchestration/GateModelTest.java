package dev.rigel.server.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.taskrun.TaskRuns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random proposals from many threads on PostgreSQL, and what must hold whatever their order was:
 * written from docs/state-machine.md, not from the rules' code.
 */
class GateModelTest {
  private static final int LIMIT = 2;
  private static final AtomicInteger ROUND = new AtomicInteger();
  private static ServerHarness server;
  private static Scenario scenario;
  private static Race race;

  /** Who is proposed what: the n-th run of the round. */
  record Proposal(int run, StateType type) {}

  @BeforeContainer
  static void start() {
    server = ServerHarness.on(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
    server.clock().run();
    scenario = new Scenario(server);
    race = new Race(server.database());
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property(tries = 12)
  void flow_runs_obey_the_model(@ForAll("proposals") List<Proposal> proposals) throws Exception {
    var queue = "q" + ROUND.incrementAndGet();
    var deployment = scenario.deployment(queue, queue, null);
    scenario.limit(queue, LIMIT);
    var runs =
        IntStream.range(0, 5)
            .mapToObj(i -> scenario.run(deployment, server.clock().now(), Scenario.retries(1, 0)))
            .toList();
    var results = new ConcurrentLinkedQueue<OrchestrationResult>();

    var busiest =
        race.whileCounting(
            "select count(*) from flow_run where work_queue_name = '"
                + queue
                + "' and state_type in ('PENDING', 'RUNNING')",
            () ->
                race.atOnce(
                    proposals, p -> results.add(scenario.propose(runs.get(p.run()), p.type()))));

    assertThat(busiest).isLessThanOrEqualTo(LIMIT);
    runs.forEach(
        run ->
            assertThat(scenario.read(run))
                .satisfies(
                    r -> {
                      var states = scenario.states(run);
                      assertLegal(states);
                      assertThat(states.get(states.size() - 1)).isEqualTo(r.state());
                      assertThat(r.runCount()).isEqualTo(count(states, StateType.RUNNING));
                      assertThat(r.startTime())
                          .isEqualTo(
                              states.stream()
                                  .filter(s -> s.type() == StateType.RUNNING)
                                  .map(StateResponse::timestamp)
                                  .findFirst()
                                  .orElse(null));
                      assertThat(r.totalRunTime()).isEqualTo(timeRunning(states));
                      assertThat(r.endTime() != null)
                          .isEqualTo(r.stateType().isTerminal() && r.startTime() != null);
                    }));
    var stored = runs.stream().mapToInt(run -> scenario.states(run).size() - 1).sum();
    assertThat(results.stream().filter(r -> r.state() != null))
        .as("what was answered is what was stored")
        .hasSize(stored);
  }

  @Property(tries = 12)
  void slots_are_never_over_the_limit_and_never_leaked(
      @ForAll("proposals") List<Proposal> proposals) throws Exception {
    var tag = "tag" + ROUND.incrementAndGet();
    scenario.limitTag(tag, LIMIT);
    var flowRun = scenario.run(EmpiricalPolicy.NONE);
    var tasks =
        IntStream.range(0, 5)
            .mapToObj(i -> scenario.task(flowRun, "t" + i, Scenario.retries(1, 0), tag).id())
            .toList();

    var busiest =
        race.whileCounting(
            "select count(*) from concurrency_slot s join concurrency_limit c on c.id = s.concurrency_limit_id where c.tag = '"
                + tag
                + "'",
            () -> race.atOnce(proposals, p -> scenario.proposeTask(tasks.get(p.run()), p.type())));

    assertThat(busiest).isLessThanOrEqualTo(LIMIT);
    var running =
        tasks.stream()
            .filter(task -> server.get(TaskRuns.class).read(task).stateType() == StateType.RUNNING)
            .toList();
    assertThat(scenario.slots(tag)).containsExactlyInAnyOrderElementsOf(running);
  }

  @Property(tries = 5)
  void one_taker_at_most(@ForAll("takers") int takers) throws Exception {
    var run =
        scenario.run(
            scenario.deployment("open", "open", null), server.clock().now(), EmpiricalPolicy.NONE);
    var results = new ConcurrentLinkedQueue<OrchestrationResult>();

    race.atOnce(
        IntStream.range(0, takers).mapToObj(i -> new Proposal(0, StateType.PENDING)).toList(),
        p -> results.add(scenario.propose(run, p.type())));

    assertThat(results)
        .hasSize(takers)
        .filteredOn(r -> r.status() == SetStateStatus.ACCEPT)
        .hasSize(1);
  }

  @Provide
  Arbitrary<List<Proposal>> proposals() {
    // ends are rarer, so that runs live long enough to be raced for
    var types =
        Arbitraries.of(
            StateType.PENDING,
            StateType.PENDING,
            StateType.RUNNING,
            StateType.RUNNING,
            StateType.RUNNING,
            StateType.FAILED,
            StateType.COMPLETED,
            StateType.SCHEDULED,
            StateType.CANCELLED);
    return Combinators.combine(Arbitraries.integers().between(0, 4), types)
        .as(Proposal::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(50);
  }

  @Provide
  Arbitrary<Integer> takers() {
    return Arbitraries.integers().between(2, 12);
  }

  private static void assertLegal(List<StateResponse> states) {
    for (int i = 1; i < states.size(); i++) {
      var from = states.get(i - 1);
      var to = states.get(i);
      assertThat(legal(from, to)).as(from.name() + " to " + to.name()).isTrue();
      assertThat(to.timestamp()).isAfter(from.timestamp());
    }
  }

  private static boolean legal(StateResponse from, StateResponse to) {
    if (from.type().isTerminal()) {
      return false;
    }
    var retry = from.type() == StateType.RUNNING && to.name().equals("AwaitingRetry");
    return retry || to.type().isTerminal() || to.type().ordinal() > from.type().ordinal();
  }

  private static int count(List<StateResponse> states, StateType type) {
    return (int) states.stream().filter(s -> s.type() == type).count();
  }

  private static Duration timeRunning(List<StateResponse> states) {
    var total = Duration.ZERO;
    for (int i = 1; i < states.size(); i++) {
      if (states.get(i - 1).type() == StateType.RUNNING) {
        total =
            total.plus(Duration.between(states.get(i - 1).timestamp(), states.get(i).timestamp()));
      }
    }
    return total;
  }
}
