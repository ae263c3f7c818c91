package dev.rigel.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.ScheduleRequestBuilder;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreateBuilder;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedulepolicy.LateRuns;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What planting promises, on whatever database and JPA provider a subclass brings. Subclasses, for
 * Surefire 3.5 reports no number for a {@code ParameterizedClass}.
 */
abstract class SchedulerSuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Schedule HOURLY = new CronSchedule("0 * * * *", null, true);

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;

  SchedulerSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    server.clock().set(NOON);
    scenario = new Scenario(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_new_deployment_has_its_first_runs_at_once() {
    var deployment = scenario.deployment("d", "q", HOURLY);

    assertThat(scenario.runs())
        .extracting(FlowRunResponse::expectedStartTime)
        .containsExactly(NOON, NOON.plusHours(1), NOON.plusHours(2));
    assertThat(scenario.runs()).allSatisfy(run -> assertPlanted(run, deployment));
  }

  private static void assertPlanted(FlowRunResponse run, DeploymentResponse deployment) {
    assertThat(run.deploymentId()).isEqualTo(deployment.id());
    assertThat(run.workQueueName()).isEqualTo("q");
    assertThat(run.tags()).containsExactly("auto-scheduled", "t");
    assertThat(run.parameters()).containsEntry("n", 1);
    assertThat(run.autoScheduled()).isTrue();
    assertThat(run.state().type()).isEqualTo(StateType.SCHEDULED);
    assertThat(run.state().stateDetails().scheduledTime()).isEqualTo(run.nextScheduledStartTime());
    assertThat(run.idempotencyKey()).startsWith("scheduled " + deployment.id()).endsWith("+00:00");
  }

  /**
   * Planting writes rows past the gate, thousands at a time; this holds both ways to one row. Its
   * own are the ids, the name, the key and the mark of a planted run; and it leaves out the time of
   * the first state, which is that of the run's creation.
   */
  @Test
  void a_planted_run_equals_one_that_passed_the_gate() throws SQLException {
    var deployment = scenario.deployment("d", "q", HOURLY);
    var planted = scenario.runs().get(0);
    var first =
        StateCreateBuilder.builder()
            .type(StateType.SCHEDULED)
            .name("Scheduled")
            .message("Flow run scheduled")
            .stateDetails(StateDetails.scheduledFor(planted.nextScheduledStartTime()))
            .build();
    var create =
        FlowRunCreateBuilder.builder()
            .state(first)
            .flowId(deployment.flowId())
            .deploymentId(deployment.id())
            .parameters(planted.parameters())
            .context(Map.of())
            .infrastructureDocumentId(deployment.infrastructureDocumentId())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(planted.tags())
            .build();
    var entered = server.get(FlowRuns.class).create(create, "q").value();

    assertThat(row("flow_run", "id", planted.id()))
        .isEqualTo(row("flow_run", "id", entered.id()))
        .hasSizeGreaterThan(20);
    assertThat(row("flow_run_state", "flow_run_id", planted.id()))
        .isEqualTo(row("flow_run_state", "flow_run_id", entered.id()))
        .containsKeys("type", "name", "timestamp", "message", "state_details");
  }

  private Map<String, String> row(String table, String column, UUID run) throws SQLException {
    var own =
        Set.of(
            "id",
            "flow_run_id",
            "name",
            "idempotency_key",
            "state_id",
            "auto_scheduled",
            "state_timestamp");
    try (var connection = server.database().source().getConnection();
        var statement =
            connection.prepareStatement("select * from " + table + " where " + column + " = ?")) {
      statement.setObject(1, run);
      var found = statement.executeQuery();
      assertThat(found.next()).isTrue();
      var columns = found.getMetaData();
      var row = new TreeMap<String, String>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        var name = columns.getColumnName(i).toLowerCase(Locale.ROOT);
        if (!own.contains(name) || table.equals("flow_run_state") && name.equals("name")) {
          row.put(name, String.valueOf(found.getString(i)).replace(run.toString(), "RUN"));
        }
      }
      return row;
    }
  }

  @Test
  void planted_runs_have_the_retries_of_their_deployment() {
    var deployment = scenario.deployment("d", "q", HOURLY);
    assertThat(scenario.runs())
        .allSatisfy(run -> assertThat(run.empiricalPolicy()).isEqualTo(EmpiricalPolicy.NONE));

    scenario.retries(deployment.id(), EmpiricalPolicy.of(2, 30));
    assertThat(scenario.runs())
        .hasSize(3)
        .allSatisfy(run -> assertThat(run.empiricalPolicy()).isEqualTo(EmpiricalPolicy.of(2, 30)));

    scenario.retries(deployment.id(), null);
    assertThat(scenario.runs())
        .allSatisfy(run -> assertThat(run.empiricalPolicy()).isEqualTo(EmpiricalPolicy.NONE));
  }

  @Test
  void a_pass_plants_what_is_missing_and_nothing_twice() {
    scenario.deployment("d", "q", new IntervalSchedule(Duration.ofMinutes(1), NOON, "UTC"));
    assertThat(scenario.runs()).hasSize(61);

    pass();
    server.clock().advance(Duration.ofMinutes(5));
    pass();

    assertThat(scenario.runs())
        .hasSize(66)
        .extracting(FlowRunResponse::expectedStartTime)
        .doesNotHaveDuplicates();
  }

  @Test
  void what_was_planted_far_ahead_by_hand_hides_no_earlier_date() {
    var deployment =
        scenario.deployment("d", "q", new IntervalSchedule(Duration.ofMinutes(10), NOON, "UTC"));
    var deployments = server.get(Deployments.class);
    var farAhead = NOON.plusHours(10);
    deployments.plant(
        deployment.id(),
        ScheduleRequestBuilder.builder()
            .startTime(farAhead)
            .endTime(farAhead.plusHours(2))
            .build());

    server.clock().advance(Duration.ofHours(1));
    pass();

    assertThat(scenario.runs())
        .extracting(FlowRunResponse::expectedStartTime)
        .contains(NOON.plusMinutes(70), NOON.plusMinutes(120))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_next_dates_are_shown_without_being_planted() {
    var deployment =
        scenario.deployment("d", "q", new CronSchedule("0 9 * * *", "America/New_York", true));
    var deployments = server.get(Deployments.class);
    deployments.setScheduleActive(deployment.id(), false);
    var nine = OffsetDateTime.parse("2022-11-23T14:00:00Z");

    assertThat(deployments.upcoming(deployment.id(), 3, null))
        .extracting(UpcomingDate::scheduledTime)
        .containsExactly(nine, nine.plusDays(1), nine.plusDays(2));
    assertThat(deployments.upcoming(deployment.id(), null, nine.plusDays(1))).hasSize(2);
    assertThat(deployments.upcoming(deployment.id(), null, null)).hasSize(10);
    assertThat(deployments.upcoming(scenario.deployment("by hand", "q", null).id(), 3, null))
        .isEmpty();
    assertThat(scenario.runs()).isEmpty();
  }

  @Test
  void what_cannot_be_shown_is_refused() {
    var deployment = scenario.deployment("d", "q", HOURLY);
    var deployments = server.get(Deployments.class);

    for (var limit : List.of(0, -1, 201)) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> deployments.upcoming(deployment.id(), limit, null))
          .matches(problem -> problem.status() == 422);
    }
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> deployments.upcoming(UUID.randomUUID(), 1, null))
        .matches(problem -> problem.status() == 404);
  }

  @Test
  void many_late_runs_are_marked_each_with_its_own_history() {
    scenario.deployment("d", "q", new IntervalSchedule(Duration.ofSeconds(30), NOON, "UTC"));
    server.clock().advance(Duration.ofMinutes(10));

    server.get(LateRuns.class).markPage();

    var late = scenario.runs().stream().filter(run -> run.stateName().equals("Late")).toList();
    assertThat(late).hasSize(20);
    assertThat(late)
        .allSatisfy(
            run -> {
              assertThat(run.state().name()).isEqualTo("Late");
              assertThat(run.state().stateDetails().flowRunId()).isEqualTo(run.id());
              assertThat(server.get(FlowRuns.class).state(run.stateId()).name()).isEqualTo("Late");
              assertThat(run.nextScheduledStartTime()).isEqualTo(run.expectedStartTime());
            });
  }

  @Test
  void what_ran_is_not_planted_again() {
    scenario.deployment("d", "q", HOURLY);
    var first = scenario.runs().get(0);
    scenario.propose(first.id(), StateType.RUNNING);
    scenario.propose(first.id(), StateType.COMPLETED);

    pass();

    assertThat(scenario.runs())
        .extracting(FlowRunResponse::expectedStartTime)
        .containsOnlyOnce(NOON);
  }

  @Test
  void a_change_replaces_the_planted_runs_and_leaves_the_taken_ones() {
    scenario.deployment("d", "q", HOURLY);
    scenario.propose(scenario.runs().get(0).id(), StateType.PENDING);

    scenario.deployment("d", "q", new CronSchedule("30 * * * *", null, true));

    assertThat(scenario.runs())
        .extracting(FlowRunResponse::expectedStartTime)
        .containsExactly(NOON, NOON.plusMinutes(30), NOON.plusMinutes(90), NOON.plusMinutes(150));
  }

  @Test
  void late_runs_are_called_late_once_and_taken_ones_are_left_alone() {
    scenario.deployment("d", "q", HOURLY);
    var taken = scenario.runs().get(0).id();
    scenario.propose(taken, StateType.PENDING);
    server.clock().advance(Duration.ofHours(1).plusSeconds(6));

    server.get(LateRuns.class).markPage();
    server.get(LateRuns.class).markPage();

    assertThat(scenario.runs())
        .extracting(FlowRunResponse::stateName)
        .containsExactly("Pending", "Late", "Scheduled");
    assertThat(scenario.runs().get(1).nextScheduledStartTime()).isEqualTo(NOON.plusHours(1));
  }

  private void pass() {
    server.get(Scheduler.class).plantPage(null);
  }

  @Test
  void a_run_that_the_reference_planted_is_not_planted_again() throws Exception {
    var deployment =
        scenario.deployment("d", "q", new CronSchedule("0 9 * * *", "America/New_York", true));
    var legacy = "scheduled " + deployment.id() + " 2022-11-23T09:00:00-05:00";
    try (var connection = server.database().source().getConnection();
        var update =
            connection.prepareStatement("update flow_run set idempotency_key = ? where id = ?")) {
      update.setString(1, legacy);
      update.setObject(2, scenario.runs().get(0).id());
      update.executeUpdate();
    }

    server.get(Deployments.class).setScheduleActive(deployment.id(), true);

    assertThat(scenario.runs())
        .extracting(FlowRunResponse::idempotencyKey)
        .hasSize(3)
        .contains(legacy);
  }
}
