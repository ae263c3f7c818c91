package dev.rigel.server.agent;

import static dev.rigel.contract.state.SetStateStatus.ABORT;
import static dev.rigel.contract.state.SetStateStatus.ACCEPT;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static dev.rigel.server.agent.AgentTalk.asking;
import static dev.rigel.server.agent.AgentTalk.having;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.agent.Claim;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.taskrun.TaskRuns;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** What becomes of runs whose agent is lost, and of all that ran in their processes. */
abstract class LostRunsSuite {
  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private AgentTalk agents;
  private DeploymentResponse deployment;

  LostRunsSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    agents = new AgentTalk(server);
    deployment = scenario.deployment("d", "q", null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_run_begins_anew_as_often_as_its_deployment_allows() {
    restart(2);
    var run = run();
    var agent = agents.agent("q");
    running(agents.exchange(agent, asking(1)).claims().get(0));
    agents.loseAll();
    assertThat(scenario.read(run).stateType()).isEqualTo(SCHEDULED);
    assertThat(scenario.read(run).nextScheduledStartTime()).isEqualTo(server.clock().now());
    assertThat(message(run))
        .isEqualTo(
            "Restarted (1 of 2): agent 'a' (%s) was not heard of for 45 seconds while the run was under way."
                .formatted(agent));

    running(agents.claim("q"));
    agents.loseAll();
    assertThat(message(run)).startsWith("Restarted (2 of 2): ");
    running(agents.claim("q"));
    agents.loseAll();

    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(message(run))
        .startsWith("Crashed: ")
        .endsWith("It had begun anew 2 times, and its deployment allows 2 restarts.");
    assertThat(scenario.read(run).runCount()).isEqualTo(3);
  }

  @Test
  void a_lost_agent_is_remembered_with_its_runs_until_it_is_heard_of_again() throws SQLException {
    var first = run();
    var second = run();
    var agent = agents.agent("q");
    agents.exchange(agent, asking(2));
    assertThat(lostRuns(agent)).isEmpty();

    agents.loseAll();

    assertThat(lostRuns(agent)).containsExactlyInAnyOrder(first.toString(), second.toString());
    agents.exchange(agent, asking(0));
    assertThat(lostRuns(agent)).isEmpty();
  }

  private List<String> lostRuns(UUID agent) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("select lost_runs from agent where id = '" + agent + "'")) {
      row.next();
      return new Columns.Texts().convertToEntityAttribute(row.getString(1));
    }
  }

  @Test
  void without_a_word_it_is_three_times_and_never_without_restart() {
    assertThat(deployment.onAgentLost()).isEqualTo(OnAgentLost.crash);
    assertThat(deployment.maxRestarts()).isEqualTo(3);
    var run = run();
    running(agents.claim("q"));
    agents.loseAll();
    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    restart(null);
    var other = run();
    for (int i = 0; i < 3; i++) {
      running(agents.claim("q"));
      agents.loseAll();
      assertThat(scenario.read(other).stateType()).isEqualTo(SCHEDULED);
    }

    running(agents.claim("q"));
    agents.loseAll();

    assertThat(scenario.read(other).stateType()).isEqualTo(CRASHED);
  }

  @Test
  void a_frozen_process_and_its_agent_change_nothing_when_they_wake_up() {
    restart(3);
    var run = run();
    var agent = agents.agent("q");
    var old = running(agents.exchange(agent, asking(1)).claims().get(0));
    agents.loseAll();
    var current = running(agents.claim("q"));

    assertThat(agents.propose(old, COMPLETED).status()).isEqualTo(ABORT);
    assertThat(agents.force(old, CRASHED).status()).isEqualTo(ABORT);
    assertThat(agents.exchange(agent, having(run)).revoked()).containsExactly(run);

    assertThat(scenario.read(run).stateType()).isEqualTo(RUNNING);
    assertThat(agents.propose(current, COMPLETED).status()).isEqualTo(ACCEPT);
  }

  @Test
  void it_begins_anew_too_when_its_agent_signs_off_or_has_forgotten_it() {
    restart(3);
    var run = run();
    var agent = agents.agent("q");
    running(agents.exchange(agent, asking(1)).claims().get(0));
    agents.exchange(agent, having());
    assertThat(message(run)).startsWith("Restarted (1 of 3): ").contains("did not have it");

    running(agents.exchange(agent, asking(1)).claims().get(0));
    server.get(Agents.class).signOff(agent);

    assertThat(message(run)).startsWith("Restarted (2 of 3): ").contains("has signed off");
  }

  @Test
  void whoever_sends_it_back_by_hand_gives_it_all_restarts_again() {
    restart(1);
    var run = run();
    running(agents.claim("q"));
    agents.loseAll();
    running(agents.claim("q"));
    agents.loseAll();
    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    scenario.propose(run, StateCreate.scheduledAs("AwaitingRetry", server.clock().now()));

    running(agents.claim("q"));
    agents.loseAll();

    assertThat(message(run)).startsWith("Restarted (1 of 1): ");
  }

  @Test
  void its_task_runs_end_with_it_give_their_slots_back_and_run_again() {
    restart(3);
    scenario.limitTag("scarce", 1);
    var run = run();
    running(agents.claim("q"));
    var done = task(run, "done");
    scenario.proposeTask(done.id(), RUNNING);
    scenario.proposeTask(done.id(), COMPLETED);
    var begun = scenario.task(run, "begun", EmpiricalPolicy.NONE, "scarce");
    assertThat(scenario.proposeTask(begun.id(), RUNNING).status()).isEqualTo(ACCEPT);
    var waiting = task(run, "waiting");

    agents.loseAll();

    assertThat(scenario.slots("scarce")).isEmpty();
    assertThat(read(done).stateType()).isEqualTo(COMPLETED);
    for (var task : List.of(begun, waiting)) {
      assertThat(read(task).stateType()).isEqualTo(CRASHED);
      assertThat(read(task).state().message()).contains("its flow run, which begins anew");
      assertThat(scenario.proposeTask(task.id(), RUNNING).status())
          .as("for a process that lives on")
          .isEqualTo(ABORT);
    }
    running(agents.claim("q"));
    assertThat(scenario.proposeTask(done.id(), RUNNING).status()).isEqualTo(ABORT);
    for (var task : List.of(begun, waiting)) {
      assertThat(scenario.proposeTask(task.id(), RUNNING).status()).isEqualTo(ACCEPT);
      assertThat(read(task).runCount()).isEqualTo(1);
      assertThat(scenario.proposeTask(task.id(), COMPLETED).status()).isEqualTo(ACCEPT);
    }
  }

  @Test
  void subflows_in_its_process_end_with_it_whatever_becomes_of_it() {
    var run = run();
    running(agents.claim("q"));
    var standIn = task(run, "sub");
    var subflow = subflow(standIn, null);
    scenario.propose(subflow, RUNNING);
    var ofSubflow = task(subflow, "t");
    scenario.proposeTask(ofSubflow.id(), RUNNING);
    var deeper = subflow(task(subflow, "deeper"), null);
    var ended = subflow(task(run, "ended"), null);
    scenario.propose(ended, COMPLETED);

    agents.loseAll();

    for (var flowRun : List.of(run, subflow, deeper)) {
      assertThat(scenario.read(flowRun).stateType()).isEqualTo(CRASHED);
    }
    assertThat(scenario.states(subflow)).as("ended once").hasSize(3);
    assertThat(read(standIn).stateType()).isEqualTo(CRASHED);
    assertThat(read(ofSubflow).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(ended).stateType()).isEqualTo(COMPLETED);
  }

  @Test
  void a_subflow_with_an_agent_of_its_own_goes_on() {
    var run = run();
    running(agents.claim("q"));
    var other = scenario.deployment("other", "else", null);
    var standIn = task(run, "other");
    var subflow = subflow(standIn, other);
    scenario.propose(subflow, RUNNING);

    agents.loseAll();

    assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED);
    assertThat(scenario.read(subflow).stateType()).isEqualTo(RUNNING);
    assertThat(read(standIn).stateType()).isEqualTo(RUNNING);
  }

  @Test
  void one_that_had_not_begun_goes_back_without_counting() {
    restart(1);
    var run = run();
    agents.claim("q");

    agents.loseAll();

    assertThat(message(run)).startsWith("Back on its queue: ");
    running(agents.claim("q"));
    agents.loseAll();
    assertThat(message(run)).startsWith("Restarted (1 of 1): ");
  }

  @Test
  void runs_of_several_agents_are_lost_together() {
    var runs = List.of(run(), run(), run());
    runs.forEach(run -> running(agents.claim("q")));

    agents.loseAll();

    assertThat(runs)
        .allSatisfy(run -> assertThat(scenario.read(run).stateType()).isEqualTo(CRASHED));
  }

  private void restart(Integer most) {
    var change =
        DeploymentUpdateBuilder.builder()
            .onAgentLost(JsonNullable.of(OnAgentLost.restart))
            .maxRestarts(JsonNullable.of(most))
            .build();
    server.get(Deployments.class).update(deployment.id(), change);
  }

  private UUID run() {
    return scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);
  }

  private Claim running(Claim claim) {
    assertThat(claim.flowRun().stateType()).isEqualTo(PENDING);
    assertThat(agents.propose(claim, RUNNING).status()).isEqualTo(ACCEPT);
    return claim;
  }

  private String message(UUID run) {
    return scenario.read(run).state().message();
  }

  private TaskRunResponse task(UUID run, String key) {
    return scenario.task(run, key, EmpiricalPolicy.NONE);
  }

  private TaskRunResponse read(TaskRunResponse task) {
    return server.get(TaskRuns.class).read(task.id());
  }

  /** PENDING; of a deployment, or in the process of its parent. */
  private UUID subflow(TaskRunResponse standIn, DeploymentResponse of) {
    var create =
        FlowRunCreateBuilder.builder()
            .flowId(deployment.flowId())
            .deploymentId(of == null ? null : of.id())
            .parentTaskRunId(standIn.id())
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    return server.get(FlowRuns.class).create(create, null).value().id();
  }
}
