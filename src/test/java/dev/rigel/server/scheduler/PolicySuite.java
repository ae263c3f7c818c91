package dev.rigel.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Database;
import dev.rigel.server.platform.Problem;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** What schedule policies promise, on whatever database and JPA provider a subclass brings. */
abstract class PolicySuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Schedule HOURLY = new CronSchedule("0 * * * *", null, true);
  private static final SchedulePolicy FULL =
      new SchedulePolicy(
          CatchUp.latest,
          Duration.ofHours(3),
          Overlap.skip,
          Duration.ofSeconds(30),
          NOON.plusYears(1),
          100,
          List.of());

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private Deployments deployments;

  PolicySuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    server.clock().set(NOON);
    scenario = new Scenario(server);
    deployments = server.get(Deployments.class);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static SchedulePolicy ending(OffsetDateTime end) {
    return new SchedulePolicy(null, null, null, null, end, null, null);
  }

  private void set(UUID deployment, SchedulePolicy policy) {
    deployments.update(
        deployment,
        DeploymentUpdate.schedule(JsonNullable.undefined(), null, JsonNullable.of(policy)));
  }

  @Test
  void a_policy_stays_until_it_is_replaced_or_reset() {
    var id = scenario.deployment("d", "q", HOURLY, FULL).id();
    assertThat(deployments.read(id).schedulePolicy()).isEqualTo(FULL);

    scenario.deployment("d", "q", HOURLY);
    assertThat(deployments.read(id).schedulePolicy()).as("not named").isEqualTo(FULL);

    set(id, ending(NOON));
    assertThat(deployments.read(id).schedulePolicy()).isEqualTo(ending(NOON));

    set(id, null);
    assertThat(deployments.read(id).schedulePolicy()).isEqualTo(SchedulePolicy.NONE);

    set(id, FULL);
    scenario.deployment("d", "q", HOURLY, (SchedulePolicy) null);
    assertThat(deployments.read(id).schedulePolicy()).isEqualTo(SchedulePolicy.NONE);
  }

  @Test
  void an_unknown_calendar_is_refused_by_name() {
    var on = new SchedulePolicy(null, null, null, null, null, null, List.of("nowhere"));

    var made = catchThrowableOfType(Problem.class, () -> scenario.deployment("d", "q", HOURLY, on));
    var id = scenario.deployment("d", "q", HOURLY).id();
    var changed = catchThrowableOfType(Problem.class, () -> set(id, on));

    assertThat(List.of(made, changed))
        .allSatisfy(
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              JsonNode error = Json.mapper().valueToTree(problem.body());
              assertThat(error.at("/exception_detail/0/loc"))
                  .hasToString("[\"body\",\"schedule_policy\",\"calendars\",0]");
              assertThat(error.at("/exception_detail/0/msg").asText())
                  .isEqualTo("unknown calendar 'nowhere'");
            });
  }

  @Test
  void behind_the_end_nothing_is_planted_and_nothing_shown() {
    var id = scenario.deployment("d", "q", HOURLY, ending(NOON.plusHours(1))).id();

    assertThat(dates()).containsExactly(NOON, NOON.plusHours(1));
    assertThat(deployments.upcoming(id, 10, null)).hasSize(2);
  }

  private List<OffsetDateTime> dates() {
    return scenario.runs().stream().map(FlowRunResponse::expectedStartTime).toList();
  }
}
