package dev.rigel.server.query;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.CRASHED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.deployment.DeploymentQueryBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentSort;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.query.DeploymentFilter;
import dev.rigel.contract.query.DeploymentFilterBuilder;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.deployment.DeploymentsResource;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters that the reference does not have. */
class FiltersTest {
  private static final Schedule DAILY = new IntervalSchedule(Duration.ofDays(1), null, null);

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void runs_of_a_schedule_are_told_from_all_others(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var scenario = new Scenario(server);
      var daily = scenario.deployment("daily", "q", DAILY);
      var planted = scenario.runs().stream().map(FlowRunResponse::id).toList();
      var byHand = scenario.run(daily, server.clock().now(), EmpiricalPolicy.NONE);
      var task = scenario.task(byHand, "step", EmpiricalPolicy.NONE);
      var subflow = scenario.subflow(task.id());

      assertThat(planted).isNotEmpty();
      assertThat(runs(server, made(true))).containsExactlyInAnyOrderElementsOf(planted);
      assertThat(runs(server, made(false))).containsExactlyInAnyOrder(byHand, subflow);
      assertThat(runs(server, made(null))).contains(byHand, subflow).containsAll(planted);
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void deployments_are_found_by_whether_they_have_a_schedule(
      Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var scenario = new Scenario(server);
      var daily = scenario.deployment("daily", "q", DAILY).id();
      var byHand = scenario.deployment("by hand", "q", null).id();
      var paused = scenario.deployment("paused", "q", DAILY).id();
      server.get(Deployments.class).setScheduleActive(paused, false);

      assertThat(deployments(server, hasNone(true))).containsExactly(byHand);
      assertThat(deployments(server, hasNone(false))).containsExactly(daily, paused);
      assertThat(deployments(server, hasNone(null))).containsExactly(byHand, daily, paused);
    }
  }

  private static DeploymentFilter hasNone(Boolean isNull) {
    return DeploymentFilterBuilder.builder().schedule(new Match.Nullness(isNull)).build();
  }

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void deployments_are_found_by_how_the_run_ended_that_ended_last(
      Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var good = ran(server, "good", FAILED, CRASHED, CANCELLED, COMPLETED);
      var failed = ran(server, "failed", COMPLETED, CRASHED, FAILED, RUNNING, SCHEDULED);
      var crashed = ran(server, "crashed", CRASHED);
      var cancelled = ran(server, "cancelled", COMPLETED, FAILED, CANCELLED);
      ran(server, "only cancelled", CANCELLED);
      ran(server, "runs", RUNNING, SCHEDULED);
      ran(server, "unused");

      assertThat(ended(server, FAILED, CRASHED)).containsExactly(cancelled, crashed, failed);
      assertThat(ended(server, FAILED)).containsExactly(cancelled, failed);
      assertThat(ended(server, COMPLETED, RUNNING)).containsExactly(good);
      assertThat(ended(server, COMPLETED, FAILED, CANCELLED, CRASHED))
          .containsExactly(cancelled, crashed, failed, good);
      assertThat(ended(server, RUNNING, CANCELLED)).isEmpty();
      assertThat(ended(server)).isEmpty();
      assertThat(deployments(server, lastEnd(new Match.StateTypes(null)))).hasSize(7);
    }
  }

  /** A deployment with runs in these states, one after the other. */
  private static UUID ran(ServerHarness server, String name, StateType... states) {
    var scenario = new Scenario(server);
    var deployment = scenario.deployment(name, "q", null);
    for (var state : states) {
      var run = scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);
      if (state != SCHEDULED) {
        scenario.propose(run, RUNNING);
        server.clock().advance(Duration.ofSeconds(1));
        scenario.propose(run, state);
      }
    }
    return deployment.id();
  }

  private static List<UUID> ended(ServerHarness server, StateType... types) {
    return deployments(server, lastEnd(new Match.StateTypes(List.of(types))));
  }

  private static DeploymentFilter lastEnd(Match.StateTypes types) {
    return DeploymentFilterBuilder.builder().lastEnd(types).build();
  }

  private static List<UUID> deployments(ServerHarness server, DeploymentFilter filter) {
    var query =
        DeploymentQueryBuilder.builder().deployments(filter).sort(DeploymentSort.NAME_ASC).build();
    return server.resource(DeploymentsResource.class).filter(query).stream()
        .map(DeploymentResponse::id)
        .toList();
  }

  private static FlowRunFilter made(Boolean bySchedule) {
    return FlowRunFilterBuilder.builder().autoScheduled(new Match.Equals(bySchedule)).build();
  }

  private static List<UUID> runs(ServerHarness server, FlowRunFilter filter) {
    var query = FlowRunQueryBuilder.builder().flowRuns(filter).sort(FlowRunSort.ID_DESC).build();
    return server.get(FlowRuns.class).list(query).stream().map(FlowRunResponse::id).toList();
  }
}
