package dev.rigel.server.orchestration;

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

import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.ResponseDetails;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetailsBuilder;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.taskrun.TaskRuns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules, through the gate, on a real database; what each database does to them is the model
 * test's matter.
 */
class GateTest {
  private static ServerHarness server;
  private static Scenario scenario;

  @BeforeAll
  static void start() {
    server = ServerHarness.on(Database.H2, JpaProvider.HIBERNATE);
    scenario = new Scenario(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What the rules of docs/state-machine.md come to. */
  @ParameterizedTest
  @CsvSource({
    "SCHEDULED,SCHEDULED,ABORT",
    "SCHEDULED,PENDING,ACCEPT",
    "SCHEDULED,RUNNING,ACCEPT",
    "SCHEDULED,COMPLETED,ACCEPT",
    "SCHEDULED,CANCELLED,ACCEPT",
    "PENDING,SCHEDULED,ABORT",
    "PENDING,PENDING,ABORT",
    "PENDING,RUNNING,ACCEPT",
    "PENDING,FAILED,ACCEPT",
    "PENDING,CRASHED,ACCEPT",
    "RUNNING,SCHEDULED,ABORT",
    "RUNNING,PENDING,ABORT",
    "RUNNING,RUNNING,ABORT",
    "RUNNING,COMPLETED,ACCEPT",
    "RUNNING,FAILED,ACCEPT",
    "COMPLETED,SCHEDULED,ABORT",
    "COMPLETED,PENDING,ABORT",
    "COMPLETED,RUNNING,ABORT",
    "COMPLETED,COMPLETED,ABORT",
    "FAILED,RUNNING,ABORT",
    "CRASHED,FAILED,ABORT",
  })
  void a_flow_run_goes_forward_only(StateType from, StateType to, SetStateStatus status) {
    var run = in(from);

    var result = scenario.propose(run, to);

    assertThat(result.status()).isEqualTo(status);
    assertThat(scenario.read(run).stateType()).isEqualTo(status == ACCEPT ? to : from);
    assertThat(result.state() == null).isEqualTo(status == ABORT);
  }

  private static UUID in(StateType type) {
    var run = scenario.run(EmpiricalPolicy.NONE);
    if (type != SCHEDULED) {
      server
          .get(FlowRunGate.class)
          .propose(List.of(run), StateProposal.forced(StateCreate.of(type, null)), Proposer.NEWEST);
    }
    return run;
  }

  @Test
  void the_reasons_are_the_reference_s() {
    assertThat(reason(scenario.propose(in(RUNNING), PENDING)))
        .isEqualTo("This run cannot transition to the PENDING state from the RUNNING state.");
    assertThat(reason(scenario.propose(in(FAILED), RUNNING)))
        .isEqualTo("This run has already terminated.");
    assertThat(reason(scenario.propose(in(FAILED), awaitingRetry())))
        .isEqualTo("Cannot restart a run without an associated deployment.");
    assertThatThrownBy(() -> scenario.propose(new UUID(0, 7), PENDING))
        .isInstanceOfSatisfying(
            Problem.class,
            p ->
                assertThat(p.body())
                    .isEqualTo(
                        Map.of(
                            "exception_message",
                            "Flow run with id " + new UUID(0, 7) + " not found")));
  }

  @Test
  void cancelling_does_not_wait_for_the_time_of_a_run_and_ends_nothing_twice() {
    var deployment = scenario.deployment("called off", "later", null);
    var later =
        scenario.run(
            deployment, server.clock().now().plus(Duration.ofHours(5)), EmpiricalPolicy.NONE);

    assertThat(scenario.propose(later, CANCELLED).status()).isEqualTo(WAIT);
    var cancelled = cancel(later);
    assertThat(cancelled.status()).isEqualTo(ACCEPT);
    assertThat(cancelled.state().type()).isEqualTo(CANCELLED);
    assertThat(reason(cancel(later))).isEqualTo("This run has already terminated.");
    assertThat(cancel(in(PENDING)).status()).isEqualTo(ACCEPT);
    assertThat(cancel(in(RUNNING)).status()).isEqualTo(ACCEPT);
    assertThat(cancel(in(COMPLETED)).status()).isEqualTo(ABORT);
    assertThatThrownBy(() -> cancel(new UUID(0, 7))).isInstanceOf(Problem.class);
  }

  @Test
  void a_run_waits_for_its_time_and_is_told_no_second_too_little() {
    var deployment = scenario.deployment("waits", "waiting", null);
    var run =
        scenario.run(
            deployment, server.clock().now().plus(Duration.ofMillis(1_200)), EmpiricalPolicy.NONE);

    var early = scenario.propose(run, PENDING);
    server.clock().advance(Duration.ofMillis(1_199));
    var almost = scenario.propose(run, CANCELLED);
    server.clock().advance(Duration.ofMillis(1));

    assertThat(early.status()).isEqualTo(WAIT);
    assertThat(early.details())
        .isEqualTo(new ResponseDetails.Wait(2, 1_200L, "Scheduled time is in the future"));
    assertThat(almost.details())
        .isEqualTo(new ResponseDetails.Wait(1, 1L, "Scheduled time is in the future"));
    assertThat(scenario.propose(run, PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void a_failed_run_with_retries_left_awaits_its_retry() {
    var run = scenario.run(Scenario.retries(1, 30));
    scenario.propose(run, RUNNING);

    var first = scenario.propose(run, FAILED);
    var early = scenario.propose(run, RUNNING);
    server.clock().advance(Duration.ofSeconds(31));
    scenario.propose(run, RUNNING);
    var second = scenario.propose(run, FAILED);

    assertThat(first.status()).isEqualTo(REJECT);
    assertThat(first.state().name()).isEqualTo("AwaitingRetry");
    assertThat(reason(first)).isEqualTo("Retrying");
    assertThat(early.status()).isEqualTo(WAIT);
    assertThat(second.status()).isEqualTo(ACCEPT);
    assertThat(scenario.read(run).runCount()).isEqualTo(2);
  }

  @Test
  void times_and_counts_are_kept() {
    var run = scenario.run(Scenario.retries(1, 0));
    var due = scenario.read(run).expectedStartTime();
    server.clock().advance(Duration.ofSeconds(5));
    scenario.propose(run, RUNNING);
    server.clock().advance(Duration.ofSeconds(7));
    scenario.propose(run, FAILED);
    server.clock().advance(Duration.ofSeconds(1));
    scenario.propose(run, RUNNING);
    server.clock().advance(Duration.ofSeconds(3));
    scenario.propose(run, COMPLETED);

    var end = scenario.read(run);
    assertThat(end.expectedStartTime()).isEqualTo(due);
    assertThat(end.startTime()).isEqualTo(due.plusSeconds(5));
    assertThat(end.endTime()).isEqualTo(due.plusSeconds(16));
    assertThat(end.totalRunTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(end.estimatedStartTimeDelta()).isEqualTo(Duration.ofSeconds(5));
    assertThat(end.nextScheduledStartTime()).isNull();
    assertThat(scenario.states(run))
        .extracting("name")
        .containsExactly("Scheduled", "Running", "AwaitingRetry", "Running", "Completed");
  }

  @Test
  void an_ended_run_of_a_deployment_may_be_sent_back() {
    var run =
        scenario.run(
            scenario.deployment("back", "backwards", null),
            server.clock().now(),
            EmpiricalPolicy.NONE);
    scenario.propose(run, RUNNING);
    scenario.propose(run, FAILED);

    assertThat(scenario.propose(run, awaitingRetry()).status()).isEqualTo(ACCEPT);
    assertThat(scenario.read(run).endTime()).isNull();
    assertThat(scenario.read(run).nextScheduledStartTime()).isNotNull();
  }

  @Test
  void a_queue_s_limit_holds_at_the_gate() {
    var deployment = scenario.deployment("limited", "limited", null);
    scenario.limit("limited", 1);
    var first = scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);
    var second = scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);

    assertThat(scenario.propose(first, PENDING).status()).isEqualTo(ACCEPT);
    assertThat(scenario.propose(second, PENDING).status()).isEqualTo(ABORT);
    assertThat(scenario.propose(second, RUNNING).status()).isEqualTo(WAIT);
    assertThat(scenario.propose(first, RUNNING).status()).isEqualTo(ACCEPT);
    scenario.propose(first, COMPLETED);
    assertThat(scenario.propose(second, PENDING).status()).isEqualTo(ACCEPT);
  }

  @Test
  void a_subflow_leads_the_task_run_that_stands_for_it() {
    var parent = scenario.run(EmpiricalPolicy.NONE);
    var task = scenario.task(parent, "subflow", EmpiricalPolicy.NONE);
    var create =
        FlowRunCreateBuilder.builder()
            .flowId(scenario.flow("child"))
            .parameters(Map.of())
            .context(Map.of())
            .parentTaskRunId(task.id())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    var child = server.get(FlowRuns.class).create(create, null).value().id();
    scenario.propose(child, RUNNING);
    scenario.propose(child, COMPLETED);

    var mirrored = server.get(TaskRuns.class).read(task.id());
    assertThat(mirrored.stateType()).isEqualTo(COMPLETED);
    assertThat(mirrored.state().stateDetails().childFlowRunId()).isEqualTo(child);
    assertThat(scenario.read(child).state().stateDetails().taskRunId()).isEqualTo(task.id());
  }

  @Test
  void a_task_run_needs_a_slot_of_each_of_its_tags_and_gives_it_back_on_every_way_out() {
    scenario.limitTag("a", 1);
    scenario.limitTag("b", 2);
    var flowRun = scenario.run(EmpiricalPolicy.NONE);
    var first = scenario.task(flowRun, "1", Scenario.retries(1, 0), "a", "b").id();
    var second = scenario.task(flowRun, "2", EmpiricalPolicy.NONE, "b", "a").id();

    assertThat(scenario.proposeTask(first, RUNNING).status()).isEqualTo(ACCEPT);
    var refused = scenario.proposeTask(second, RUNNING);
    assertThat(refused.details())
        .isEqualTo(
            new ResponseDetails.Wait(
                30, 30_000L, "Concurrency limit for the a tag has been reached"));
    assertThat(scenario.slots("b")).containsExactly(first);

    assertThat(scenario.proposeTask(first, FAILED).status()).isEqualTo(REJECT);
    assertThat(scenario.slots("a")).isEmpty();
    assertThat(scenario.proposeTask(first, RUNNING).status()).isEqualTo(ACCEPT);
    scenario.propose(flowRun, RUNNING);
    scenario.propose(flowRun, CRASHED);
    assertThat(scenario.slots("a")).isEmpty();
    assertThat(scenario.slots("b")).isEmpty();
  }

  @Test
  void a_limit_of_nothing_lets_nothing_run() {
    scenario.limitTag("never", 0);
    var task =
        scenario.task(scenario.run(EmpiricalPolicy.NONE), "1", EmpiricalPolicy.NONE, "never").id();

    assertThat(reason(scenario.proposeTask(task, RUNNING)))
        .isEqualTo(
            "The concurrency limit on tag \"never\" is 0 and will deadlock if the task tries to run again.");
  }

  @Test
  void a_cached_result_is_used_instead_of_a_run() {
    var flowRun = scenario.run(EmpiricalPolicy.NONE);
    var first = scenario.task(flowRun, "1", EmpiricalPolicy.NONE).id();
    var second = scenario.task(flowRun, "2", EmpiricalPolicy.NONE).id();
    var key = StateDetailsBuilder.builder().cacheKey("key").build();
    var running = StateCreateBuilder.builder().type(RUNNING).stateDetails(key).build();
    scenario.proposeTask(first, running);
    scenario.proposeTask(
        first,
        StateCreateBuilder.builder().type(COMPLETED).message("done").stateDetails(key).build());

    var result = scenario.proposeTask(second, running);

    assertThat(result.status()).isEqualTo(REJECT);
    assertThat(result.state().name()).isEqualTo("Cached");
    assertThat(result.state().message()).isEqualTo("done");
    assertThat(reason(result)).isEqualTo("Retrieved state from cache");
  }

  @Test
  void failed_tasks_run_again_when_their_flow_is_retried_and_completed_ones_do_not() {
    var flowRun = scenario.run(Scenario.retries(1, 0));
    scenario.propose(flowRun, RUNNING);
    var failed = scenario.task(flowRun, "failed", EmpiricalPolicy.NONE).id();
    var completed = scenario.task(flowRun, "completed", EmpiricalPolicy.NONE).id();
    List.of(failed, completed).forEach(task -> scenario.proposeTask(task, RUNNING));
    scenario.proposeTask(failed, FAILED);
    scenario.proposeTask(completed, COMPLETED);
    assertThat(scenario.proposeTask(failed, RUNNING).status()).isEqualTo(ABORT);

    scenario.propose(flowRun, FAILED);
    scenario.propose(flowRun, RUNNING);

    assertThat(scenario.proposeTask(failed, RUNNING).state().name()).isEqualTo("Retrying");
    assertThat(server.get(TaskRuns.class).read(failed).runCount()).isEqualTo(1);
    assertThat(scenario.proposeTask(completed, RUNNING).status()).isEqualTo(ABORT);
  }

  @Test
  void an_old_client_s_failed_tasks_are_sent_back_by_the_server() {
    var flowRun = scenario.run(Scenario.retries(1, 0));
    scenario.propose(flowRun, RUNNING);
    var failed = scenario.task(flowRun, "failed", EmpiricalPolicy.NONE).id();
    scenario.proposeTask(failed, RUNNING);
    scenario.proposeTask(failed, FAILED);

    server
        .get(FlowRunGate.class)
        .propose(
            List.of(flowRun),
            StateProposal.of(StateCreate.of(FAILED, null)),
            Proposer.client("0.8.2", null));

    var task = server.get(TaskRuns.class).read(failed);
    assertThat(task.stateName()).isEqualTo("AwaitingRetry");
    assertThat(task.runCount()).isZero();
  }

  private static OrchestrationResult cancel(UUID run) {
    return server
        .get(FlowRunGate.class)
        .propose(
            List.of(run), StateProposal.of(StateCreate.of(CANCELLED, "off")), Proposer.CANCELLING)
        .get(0);
  }

  private static StateCreate awaitingRetry() {
    return StateCreate.named(SCHEDULED, "AwaitingRetry", null);
  }

  private static String reason(OrchestrationResult result) {
    return result.details().reason();
  }
}
