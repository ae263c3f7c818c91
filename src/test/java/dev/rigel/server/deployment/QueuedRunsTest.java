package dev.rigel.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.FoundOrCreated;
import dev.rigel.server.platform.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openapitools.jackson.nullable.JsonNullable;

/** How many runs of a deployment may be queued. */
class QueuedRunsTest {
  private static final Map<Database, ServerHarness> SERVERS = new ConcurrentHashMap<>();

  private Scenario scenario;
  private Deployments deployments;

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ServerHarness::close);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void one_too_many_is_refused_until_one_is_taken(Database database) {
    on(database);
    var site = site(null, 2);
    var first = queue(site, null).value().id();
    queue(site, null);

    assertThatThrownBy(() -> queue(site, null))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(409))
        .hasMessageContaining(site.name())
        .hasMessageContaining("2 of its runs are queued")
        .hasMessageContaining("max_queued_runs");
    assertThat(scenario.poll(site.workQueueName())).hasSize(2);
    scenario.propose(first, StateType.PENDING);
    assertThat(queue(site, null).isNew()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_run_for_later_that_was_made_by_hand_counts_and_one_that_is_not_to_wait_does_not(
      Database database) {
    on(database);
    var site = site(null, 1);
    var later = scenario.server().clock().now().plusDays(1);
    create(site, StateCreate.scheduled(later, null), null);

    assertThatThrownBy(() -> queue(site, null)).isInstanceOf(Problem.class);
    assertThat(create(site, null, null).value().stateType()).isEqualTo(StateType.PENDING);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void planted_runs_are_not_refused_and_count_when_they_are_due(Database database) {
    on(database);
    var clock = scenario.server().clock();
    var site = site(new IntervalSchedule(Duration.ofHours(1), clock.now().plusSeconds(1), null), 1);
    var first = queue(site, null).value().id();
    assertThatThrownBy(() -> queue(site, null)).isInstanceOf(Problem.class);
    scenario.propose(first, StateType.PENDING);

    clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> queue(site, null)).isInstanceOf(Problem.class);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void a_key_that_is_known_is_answered_as_before(Database database) {
    on(database);
    var site = site(null, 1);
    var key = UUID.randomUUID().toString();
    var run = queue(site, key).value().id();

    var again = queue(site, key);

    assertThat(again.isNew()).isFalse();
    assertThat(again.value().id()).isEqualTo(run);
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void absent_keeps_the_maximum_and_null_takes_it_away(Database database) {
    on(database);
    var site = site(null, 0);
    assertThatThrownBy(() -> queue(site, null)).isInstanceOf(Problem.class);
    deployments.update(site.id(), DeploymentUpdateBuilder.builder().build());
    assertThat(deployments.read(site.id()).maxQueuedRuns()).isZero();

    change(site, null);

    assertThat(deployments.read(site.id()).maxQueuedRuns()).isNull();
    assertThat(queue(site, null).isNew()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void of_many_at_once_no_more_than_the_maximum_get_in(Database database) throws Exception {
    on(database);
    var site = site(null, 3);
    var pool = Executors.newFixedThreadPool(6);
    var calls = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 12; i++) {
      var key = i % 2 == 0 ? UUID.randomUUID().toString() : null;
      calls.add(() -> isAdmitted(site, key));
    }
    var admitted = 0;
    try {
      for (var call : pool.invokeAll(calls)) {
        admitted += call.get() ? 1 : 0;
      }
    } finally {
      pool.shutdown();
    }

    assertThat(admitted).isEqualTo(3);
    assertThat(scenario.poll(site.workQueueName())).hasSize(3);
  }

  private boolean isAdmitted(DeploymentResponse site, String key) {
    try {
      return queue(site, key).isNew();
    } catch (Problem refused) {
      assertThat(refused.status()).isEqualTo(409);
      return false;
    }
  }

  private void on(Database database) {
    var provider = database == Database.H2 ? JpaProvider.HIBERNATE : JpaProvider.ECLIPSELINK;
    scenario = new Scenario(SERVERS.computeIfAbsent(database, d -> ServerHarness.on(d, provider)));
    deployments = scenario.server().get(Deployments.class);
  }

  private DeploymentResponse site(Schedule schedule, int maximum) {
    var site = scenario.deployment("d-" + UUID.randomUUID(), "q-" + UUID.randomUUID(), schedule);
    change(site, maximum);
    return site;
  }

  private void change(DeploymentResponse site, Integer maximum) {
    var change = DeploymentUpdateBuilder.builder().maxQueuedRuns(JsonNullable.of(maximum)).build();
    deployments.update(site.id(), change);
  }

  private FoundOrCreated<FlowRunResponse> queue(DeploymentResponse site, String key) {
    return create(site, StateCreate.scheduled(scenario.server().clock().now(), null), key);
  }

  private FoundOrCreated<FlowRunResponse> create(
      DeploymentResponse site, StateCreate state, String key) {
    var create =
        DeploymentFlowRunCreateBuilder.builder()
            .state(state)
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .idempotencyKey(key)
            .build();
    return deployments.createFlowRun(site.id(), create);
  }
}
