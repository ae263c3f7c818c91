package dev.rigel.server.deployment;

import static dev.rigel.contract.state.StateType.CANCELLED;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.FAILED;
import static dev.rigel.contract.state.StateType.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.LatestRun;
import dev.rigel.contract.deployment.LatestRuns;
import dev.rigel.contract.deployment.LatestRunsQuery;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last runs of deployments, on a real database. */
abstract class LatestSuite {
  /** The states of a run never have the same time. */
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private DeploymentResponse first;
  private DeploymentResponse second;

  LatestSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    scenario = new Scenario(server);
    first = scenario.deployment("first", "q", null);
    second = scenario.deployment("second", "q", null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_last_runs_come_with_the_newest_last() {
    var oldest = ran(first, COMPLETED, 1);
    var failed = ran(first, FAILED, 2);
    var newest = ran(first, CANCELLED, 3);
    var other = ran(second, COMPLETED, 1);

    var latest = latest(2, first, second);

    assertThat(ids(latest.get(0))).containsExactly(failed, newest).doesNotContain(oldest);
    assertThat(latest.get(0).runs().get(0).stateType()).isEqualTo(FAILED);
    assertThat(latest.get(0).runs().get(0).totalRunTime())
        .isCloseTo(Duration.ofSeconds(2), MICROSECOND);
    assertThat(ids(latest.get(1))).containsExactly(other);
  }

  @Test
  void what_is_planned_or_waits_is_none_of_them() {
    var now = server.clock().now();
    scenario.run(first, now.minusMinutes(5), EmpiricalPolicy.NONE);
    scenario.run(first, now.plusMinutes(20), EmpiricalPolicy.NONE);
    scenario.run(first, now.plusMinutes(10), EmpiricalPolicy.NONE);
    var running = scenario.run(first, now, EmpiricalPolicy.NONE);
    scenario.propose(running, RUNNING);

    var latest = latest(10, first).get(0);

    assertThat(ids(latest)).containsExactly(running);
    assertThat(latest.runs().get(0).endTime()).isNull();
    assertThat(latest.next()).isEqualTo(now.plusMinutes(10));
    assertThat(latest(10, second).get(0).next()).isNull();
  }

  @Test
  void what_is_usual_goes_by_the_last_twenty_that_completed() {
    for (int seconds = 900; seconds < 905; seconds++) {
      ran(first, COMPLETED, seconds);
    }
    for (int seconds = 1; seconds <= 20; seconds++) {
      ran(first, COMPLETED, seconds);
      ran(first, FAILED, 700);
    }

    var latest = latest(0, first).get(0);

    assertThat(latest.runs()).isEmpty();
    assertThat(latest.usualDuration()).isCloseTo(Duration.ofSeconds(10), MICROSECOND);
    assertThat(latest.longDuration()).isCloseTo(Duration.ofSeconds(19), MICROSECOND);
  }

  @Test
  void with_fewer_than_five_nothing_is_usual() {
    for (int i = 0; i < 4; i++) {
      ran(first, COMPLETED, 1);
    }
    assertThat(latest(1, first).get(0).usualDuration()).isNull();
    assertThat(latest(1, first).get(0).longDuration()).isNull();

    ran(first, COMPLETED, 1);

    assertThat(latest(1, first).get(0).usualDuration())
        .isCloseTo(Duration.ofSeconds(1), MICROSECOND);
  }

  @Test
  void answers_come_as_they_were_asked_for_without_what_there_is_not() {
    var query =
        new LatestRunsQuery(List.of(second.id(), UUID.randomUUID(), first.id(), second.id()), 1);

    assertThat(latest(query)).extracting(LatestRuns::id).containsExactly(second.id(), first.id());
    assertThat(latest(new LatestRunsQuery(List.of(), 1))).isEmpty();
  }

  private UUID ran(DeploymentResponse deployment, StateType end, int seconds) {
    var run = scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE);
    scenario.propose(run, RUNNING);
    server.clock().advance(Duration.ofSeconds(seconds));
    scenario.propose(run, end);
    return run;
  }

  private List<LatestRuns> latest(int runs, DeploymentResponse... deployments) {
    var ids = List.of(deployments).stream().map(DeploymentResponse::id).toList();
    return latest(new LatestRunsQuery(ids, runs));
  }

  private List<LatestRuns> latest(LatestRunsQuery query) {
    return server.resource(UiDeploymentsResource.class).latest(query);
  }

  private static List<UUID> ids(LatestRuns latest) {
    return latest.runs().stream().map(LatestRun::id).toList();
  }
}
