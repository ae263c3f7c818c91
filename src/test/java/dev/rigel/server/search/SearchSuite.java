package dev.rigel.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.agent.AgentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.search.Found;
import dev.rigel.contract.search.FoundKind;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.agent.AgentsResource;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.workqueue.WorkQueues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a search finds in a real database. */
abstract class SearchSuite {
  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse deployment;

  SearchSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    deployment = scenario.deployment("Hourly", "gpu", null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void all_kinds_are_found_by_a_part_of_the_name_whatever_its_case() {
    var flow = scenario.flow("Rig orders");
    var run = run("big-RIG");
    var other = scenario.deployment("outrigger", "rigged", null);
    agent("oil-rig");

    assertThat(found("rIg"))
        .containsExactly(
            new Found(FoundKind.flow, flow, "Rig orders", null),
            new Found(FoundKind.deployment, other.id(), "outrigger", "f"),
            new Found(FoundKind.work_queue, queue("rigged"), "rigged", null),
            new Found(FoundKind.agent, only(FoundKind.agent, "oil-rig").id(), "oil-rig", "host"),
            new Found(FoundKind.flow_run, run, "big-RIG", "Scheduled"));
  }

  @Test
  void all_kinds_are_found_by_how_the_id_begins() {
    var run = run("vivid-gnu");
    agent("blue");
    var agent = only(FoundKind.agent, "blue").id();

    for (var id : List.of(deployment.flowId(), deployment.id(), queue("gpu"), agent, run)) {
      assertThat(ids(id.toString())).containsExactly(id);
      assertThat(ids(id.toString().toUpperCase(Locale.ROOT))).containsExactly(id);
      assertThat(ids(id.toString().replace("-", ""))).containsExactly(id);
      assertThat(ids(id.toString().substring(0, 11))).containsExactly(id);
      assertThat(ids(id.toString().substring(0, 4))).contains(id);
      assertThat(ids(id.toString().substring(0, 3))).doesNotContain(id);
      assertThat(ids(id + "0")).isEmpty();
    }
  }

  @Test
  void a_deployment_is_found_with_its_flow_before_its_name() {
    assertThat(ids("f/hour")).containsExactly(deployment.id());
    assertThat(ids("F/Hourly")).containsExactly(deployment.id());
  }

  @Test
  void an_exact_name_comes_first_then_those_that_begin_so_and_five_are_shown() {
    List.of("a-run", "b-run", "run-2", "run", "run-1", "c-run").forEach(scenario::flow);

    assertThat(names(FoundKind.flow, "RUN"))
        .containsExactly("run", "run-1", "run-2", "a-run", "b-run");
  }

  @Test
  void the_newest_runs_come_first_among_equals() {
    for (var name : List.of("gnu", "a-gnu", "gnu-1", "gnu-2", "gnu", "b-gnu")) {
      run(name);
      server.clock().advance(Duration.ofMinutes(1));
    }

    assertThat(names(FoundKind.flow_run, "gnu"))
        .containsExactly("gnu", "gnu", "gnu-2", "gnu-1", "b-gnu");
  }

  @Test
  void wildcards_of_sql_are_letters() {
    var percent = run("100% done");
    var underscore = run("a_b");
    var mark = run("so!");
    run("100 done");
    run("axb");

    assertThat(ids("0%")).containsExactly(percent);
    assertThat(ids("a_b")).containsExactly(underscore);
    assertThat(ids("o!")).containsExactly(mark);
    assertThat(ids("\\")).isEmpty();
  }

  @Test
  void a_run_that_is_planned_is_found_and_a_paused_queue_says_so() {
    var queues = server.get(WorkQueues.class);
    queues.update(queue("gpu"), WorkQueueUpdate.paused(true));
    var tomorrow = server.clock().now().plusDays(1);
    var run = scenario.run(deployment, tomorrow, EmpiricalPolicy.NONE);

    assertThat(ids(scenario.read(run).name())).containsExactly(run);
    assertThat(ids(scenario.read(run).name().substring(1))).containsExactly(run);
    assertThat(only(FoundKind.work_queue, "gpu").detail()).isEqualTo("paused");
  }

  @Test
  void nothing_is_found_for_nothing_and_a_text_is_not_endless() {
    assertThat(found(null)).isEmpty();
    assertThat(found("  ")).isEmpty();
    assertThat(found(" hourly ")).hasSize(1);
    assertThat(found("\0")).isEmpty();
    assertThat(found("x".repeat(200))).isEmpty();
    assertThatThrownBy(() -> found("x".repeat(201)))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
  }

  private UUID run(String name) {
    var create =
        FlowRunCreateBuilder.builder()
            .name(name)
            .state(StateCreate.scheduled(server.clock().now(), null))
            .flowId(deployment.flowId())
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    return server.get(FlowRuns.class).create(create, null).value().id();
  }

  private void agent(String name) {
    server
        .resource(AgentsResource.class)
        .create(
            AgentCreateBuilder.builder()
                .name(name)
                .host("host")
                .queues(List.of("gpu"))
                .prefixes(List.of())
                .labels(List.of())
                .build());
  }

  private UUID queue(String name) {
    return server.get(WorkQueues.class).readByName(name).id();
  }

  private List<Found> found(String text) {
    return server.resource(SearchResource.class).find(text);
  }

  private List<UUID> ids(String text) {
    return found(text).stream().map(Found::id).toList();
  }

  private List<String> names(FoundKind kind, String text) {
    return found(text).stream().filter(one -> one.kind() == kind).map(Found::name).toList();
  }

  private Found only(FoundKind kind, String text) {
    var all = found(text).stream().filter(one -> one.kind() == kind).toList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
