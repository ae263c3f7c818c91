package dev.rigel.server.orchestration;

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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRuns;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A proposal whose answer got lost is made again, under the same id. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RepeatedProposalSuite {
  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;

  RepeatedProposalSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeAll
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void the_same_proposal_again_is_answered_the_same_and_changes_nothing() {
    var run = scenario.run(EmpiricalPolicy.NONE);
    var pending = proposal(PENDING);

    var first = propose(run, pending);
    var again = propose(run, pending);

    assertThat(first.status()).isEqualTo(ACCEPT);
    assertThat(again).isEqualTo(first);
    assertThat(types(run)).containsExactly(SCHEDULED, PENDING);
  }

  @Test
  void the_state_carries_the_proposal_s_id_so_that_whoever_reads_it_knows_its_own() {
    var run = scenario.run(EmpiricalPolicy.NONE);
    var running = proposal(RUNNING);

    propose(run, running);

    assertThat(scenario.read(run).state().id()).isEqualTo(running.proposalId());
  }

  @Test
  void another_proposal_of_the_same_state_is_judged_by_the_rules() {
    var run = scenario.run(EmpiricalPolicy.NONE);

    propose(run, proposal(PENDING));

    assertThat(propose(run, proposal(PENDING)).status()).isEqualTo(ABORT);
    assertThat(scenario.propose(run, PENDING).status()).isEqualTo(ABORT);
  }

  @Test
  void a_retry_granted_without_an_answer_is_granted_again_and_no_attempt_is_lost() {
    var run = scenario.run(Scenario.retries(1, 30));
    propose(run, proposal(RUNNING));
    var failed = proposal(FAILED);

    var first = propose(run, failed);
    var again = propose(run, failed);

    assertThat(first.status()).isEqualTo(REJECT);
    assertThat(first.state().type()).isEqualTo(SCHEDULED);
    assertThat(again).isEqualTo(first);
    assertThat(again.details()).isEqualTo(new ResponseDetails.Reject("Retrying"));
    assertThat(types(run)).containsExactly(SCHEDULED, RUNNING, SCHEDULED);
  }

  @Test
  void a_run_that_has_gone_on_is_not_given_to_who_lost_the_answer() {
    var run = scenario.run(EmpiricalPolicy.NONE);
    var pending = proposal(PENDING);
    propose(run, pending);
    scenario.propose(run, CANCELLED);

    var again = propose(run, pending);

    assertThat(again.status()).isEqualTo(ABORT);
    assertThat(again.details())
        .isEqualTo(new ResponseDetails.Abort("This run has gone on from that state."));
    assertThat(types(run)).containsExactly(SCHEDULED, PENDING, CANCELLED);
  }

  @Test
  void one_that_comes_very_late_takes_nothing_that_has_come_round_again() {
    var run = scenario.run(EmpiricalPolicy.NONE);
    var pending = proposal(PENDING);
    propose(run, pending);
    server
        .get(FlowRunGate.class)
        .propose(
            List.of(run),
            StateProposal.forced(StateCreate.of(SCHEDULED, "given back")),
            Proposer.NEWEST)
        .get(0);

    assertThat(propose(run, pending).status()).isEqualTo(ABORT);
    assertThat(types(run)).containsExactly(SCHEDULED, PENDING, SCHEDULED);
  }

  @Test
  void a_forced_proposal_is_stored_once_too() {
    var run = scenario.run(EmpiricalPolicy.NONE);
    var crashed = StateProposal.forced(StateCreate.of(StateType.CRASHED, "gone")).identified();

    assertThat(propose(run, crashed)).isEqualTo(propose(run, crashed));
    assertThat(types(run)).containsExactly(SCHEDULED, StateType.CRASHED);
  }

  @Test
  void what_was_told_to_wait_stored_nothing_and_is_judged_anew() {
    var deployment = scenario.deployment("waits", "waits", null);
    var due = server.clock().now().plusSeconds(5);
    var run = scenario.run(deployment, due, EmpiricalPolicy.NONE);
    var pending = proposal(PENDING);

    assertThat(propose(run, pending).status()).isEqualTo(WAIT);
    server.clock().advance(Duration.ofSeconds(5));

    assertThat(propose(run, pending).status()).isEqualTo(ACCEPT);
  }

  @Test
  void an_id_belongs_to_one_run() {
    var pending = proposal(PENDING);
    var other = scenario.run(EmpiricalPolicy.NONE);
    propose(scenario.run(EmpiricalPolicy.NONE), pending);

    assertThatThrownBy(() -> propose(other, pending))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(409));
    assertThat(types(other)).containsExactly(SCHEDULED);
  }

  @Test
  void task_runs_know_their_proposals_too() {
    var flowRun = scenario.run(EmpiricalPolicy.NONE);
    var task = scenario.task(flowRun, "load", Scenario.retries(1, 0)).id();
    var gate = server.get(TaskRunGate.class);
    var running = proposal(RUNNING);
    var failed = proposal(FAILED);

    assertThat(gate.propose(task, running)).isEqualTo(gate.propose(task, running));
    assertThat(gate.propose(task, failed).status()).isEqualTo(REJECT);
    assertThat(gate.propose(task, failed).status()).isEqualTo(REJECT);
    var completed = proposal(COMPLETED);
    assertThat(gate.propose(task, proposal(RUNNING)).status()).isEqualTo(ACCEPT);
    assertThat(gate.propose(task, completed)).isEqualTo(gate.propose(task, completed));
    assertThat(server.get(TaskRuns.class).read(task).runCount()).isEqualTo(2);
  }

  @Test
  void a_slot_is_taken_once() {
    scenario.limitTag("scarce", 1);
    var flowRun = scenario.run(EmpiricalPolicy.NONE);
    var task = scenario.task(flowRun, "t", EmpiricalPolicy.NONE, "scarce").id();
    var running = proposal(RUNNING);
    var gate = server.get(TaskRunGate.class);

    assertThat(gate.propose(task, running).status()).isEqualTo(ACCEPT);
    assertThat(gate.propose(task, running).status()).isEqualTo(ACCEPT);
    assertThat(scenario.slots("scarce")).containsExactly(task);
  }

  /** The row's lock orders them: whichever is first is stored, the others find it. */
  @Test
  void the_first_may_be_stored_after_the_second_has_arrived() throws Exception {
    var run = scenario.run(EmpiricalPolicy.NONE);
    var pending = proposal(PENDING);
    var answers = new ConcurrentLinkedQueue<OrchestrationResult>();

    new Race(server.database())
        .atOnce(IntStream.range(0, 12).boxed().toList(), i -> answers.add(propose(run, pending)));

    assertThat(answers).hasSize(12).containsOnly(answers.peek());
    assertThat(answers.peek().status()).isEqualTo(ACCEPT);
    assertThat(types(run)).containsExactly(SCHEDULED, PENDING);
  }

  private static StateProposal proposal(StateType type) {
    return StateProposal.of(StateCreate.of(type, null)).identified();
  }

  private OrchestrationResult propose(UUID run, StateProposal proposal) {
    return server.get(FlowRunGate.class).propose(List.of(run), proposal, Proposer.NEWEST).get(0);
  }

  private List<StateType> types(UUID run) {
    return scenario.states(run).stream().map(StateResponse::type).toList();
  }
}
