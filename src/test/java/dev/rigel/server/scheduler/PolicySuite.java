package dev.rigel.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.ScheduleRequestBuilder;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.database.Times;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.deployment.PlantedDate;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.StartJitter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/** What schedule policies promise, on whatever database and JPA provider a subclass brings. */
abstract class PolicySuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Schedule HOURLY = new CronSchedule("0 * * * *", null, true);
  private static final SchedulePolicy FULL =
      SchedulePolicyBuilder.builder()
          .catchUp(CatchUp.latest)
          .catchUpWindow(Duration.ofHours(3))
          .overlap(Overlap.skip)
          .startJitter(Duration.ofSeconds(30))
          .end(NOON.plusYears(1))
          .maxRuns(100)
          .build();

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
    return SchedulePolicyBuilder.builder().end(end).build();
  }

  private void set(UUID deployment, SchedulePolicy policy) {
    deployments.update(
        deployment,
        DeploymentUpdateBuilder.builder().schedulePolicy(JsonNullable.of(policy)).build());
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
    var on = SchedulePolicyBuilder.builder().calendars(List.of("nowhere")).build();

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

  @Test
  void without_a_policy_what_was_missed_stays_missed() {
    scenario.deployment("d", "q", HOURLY);

    passAfter(Duration.ofHours(10));

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 10, 11, 12));
  }

  @Test
  void after_a_gap_every_missed_date_runs() {
    scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, null));

    passAfter(Duration.ofHours(10));
    pass();

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
  }

  @Test
  void after_a_gap_the_latest_missed_date_runs() {
    scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.latest, null));

    passAfter(Duration.ofHours(10));
    pass();

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 9, 10, 11, 12));
  }

  @Test
  void what_is_older_than_the_window_stays_missed() {
    scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, Duration.ofHours(3)));

    passAfter(Duration.ofHours(10).plusMinutes(30));

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 8, 9, 10, 11, 12, 13));
  }

  @Test
  void very_many_are_caught_up_in_portions_the_oldest_first() {
    var tenSeconds = new IntervalSchedule(Duration.ofSeconds(10), NOON, "UTC");
    scenario.deployment("d", "q", tenSeconds, catchingUp(CatchUp.all, null));
    var planted = keys().size();

    passAfter(Duration.ofHours(12));

    assertThat(keys()).hasSize(planted + PlantingWindow.MOST_RUNS);
    assertThat(keys().get(keys().size() - 1))
        .as("no run is planted before the older ones are")
        .isBefore(NOON.plusHours(6));
    pass();
    pass();
    pass();

    assertThat(keys())
        .startsWith(NOON, NOON.plusSeconds(10))
        .hasSizeGreaterThan(12 * 360)
        .isEqualTo(
            Stream.iterate(NOON, date -> date.plusSeconds(10)).limit(keys().size()).toList());
  }

  @Test
  void servers_that_catch_up_at_the_same_time_lose_and_double_nothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      scenario.deployment("d" + i, "q", HOURLY, catchingUp(CatchUp.all, null));
    }
    try (var other = ServerHarness.beside(server.database(), provider)) {
      server.clock().set(NOON.plusHours(10));
      other.clock().set(NOON.plusHours(10));
      var threads = Executors.newFixedThreadPool(2);
      try {
        var one = threads.submit(() -> passes(server));
        var two = threads.submit(() -> passes(other));
        one.get(1, TimeUnit.MINUTES);
        two.get(1, TimeUnit.MINUTES);
      } finally {
        threads.shutdownNow();
      }
    }
    pass();

    assertThat(keys()).hasSize(20 * 13);
    assertThat(new HashSet<>(keys()))
        .containsExactlyInAnyOrderElementsOf(hours(IntStream.range(0, 13).toArray()));
  }

  private static void passes(ServerHarness server) {
    for (int i = 0; i < 5; i++) {
      server.get(Scheduler.class).plantPage(null);
    }
  }

  @Test
  void a_change_catches_up_by_the_schedule_as_it_was() {
    var id = scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, null)).id();
    server.clock().advance(Duration.ofHours(5));

    deployments.update(
        id,
        DeploymentUpdateBuilder.builder()
            .schedule(JsonNullable.of(new CronSchedule("30 * * * *", null, true)))
            .build());

    var dates = hours(0, 1, 2, 3, 4);
    dates.addAll(hours(5, 6, 7).stream().map(date -> date.plusMinutes(30)).toList());
    assertThat(dates()).containsExactlyElementsOf(dates);
  }

  @Test
  void a_change_without_catch_up_takes_back_what_nobody_took() {
    var id = scenario.deployment("d", "q", HOURLY).id();
    server.clock().advance(Duration.ofMinutes(90));

    set(id, ending(NOON.plusHours(3)));

    assertThat(dates()).containsExactlyElementsOf(hours(2, 3));
  }

  @Test
  void a_pause_owes_nothing() {
    var id = scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, null)).id();
    server.clock().advance(Duration.ofHours(5));

    deployments.setScheduleActive(id, false);
    assertThat(dates()).isEmpty();
    pass();
    server.clock().advance(Duration.ofHours(5));
    deployments.setScheduleActive(id, true);
    pass();

    assertThat(dates()).containsExactlyElementsOf(hours(10, 11, 12));
  }

  @Test
  void a_backlog_too_long_for_a_change_is_left_to_passes_or_dropped_by_a_pause() {
    var finest = new IntervalSchedule(Duration.ofMillis(100), NOON, "UTC");
    var id = scenario.deployment("d", "q", finest, catchingUp(CatchUp.all, null)).id();
    var planted = keys();
    server.clock().advance(Duration.ofHours(1));

    var refused = catchThrowableOfType(Problem.class, () -> set(id, SchedulePolicy.NONE));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused).hasMessageContaining("20000 dates").hasMessageContaining("pause");
    assertThat(keys()).isEqualTo(planted);
    deployments.update(id, DeploymentUpdateBuilder.builder().isScheduleActive(false).build());
    assertThat(keys()).isEmpty();
    set(id, SchedulePolicy.NONE);
  }

  @Test
  void a_run_that_somebody_deleted_is_not_missed() throws Exception {
    scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, null));
    passAfter(Duration.ofMinutes(90));
    change("delete from flow_run where id = '" + scenario.runs().get(3).id() + "'");

    passAfter(Duration.ofMinutes(61));
    passAfter(Duration.ofHours(2));

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 4, 5, 6, 7));
  }

  @Test
  void to_switch_on_what_is_on_forgets_no_missed_date() {
    var id = scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, null)).id();
    server.clock().advance(Duration.ofHours(5));

    deployments.setScheduleActive(id, true);

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void where_no_scheduler_made_the_last_change_its_time_is_the_mark() throws Exception {
    scenario.deployment("d", "q", HOURLY, catchingUp(CatchUp.all, null));
    change("delete from flow_run");
    change("update deployment_planting set planted_until = null, replant_at = null");

    passAfter(Duration.ofHours(4));

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void no_more_runs_are_planted_than_allowed_however_often_they_are_planted_anew() {
    var id = scenario.deployment("d", "q", HOURLY, atMost(5)).id();
    for (int hour = 0; hour < 4; hour++) {
      takeDue();
      set(id, atMost(5));
      deployments.setScheduleActive(id, true);
      passAfter(Duration.ofHours(1));
    }
    takeDue();
    passAfter(Duration.ofHours(10));
    set(id, atMost(5));

    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 3, 4));
    assertThat(deployments.upcoming(id, 10, null)).isEmpty();

    set(id, atMost(7));
    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 3, 4, 14, 15));

    set(id, SchedulePolicy.NONE);
    set(id, atMost(1));
    assertThat(dates()).containsExactlyElementsOf(hours(0, 1, 2, 3, 4, 14));
  }

  @Test
  void a_pause_gives_back_what_it_takes_back() {
    var id = scenario.deployment("d", "q", HOURLY, atMost(4)).id();
    takeDue();

    deployments.setScheduleActive(id, false);
    assertThat(deployments.upcoming(id, 10, null)).hasSize(3);
    server.clock().advance(Duration.ofHours(5));
    deployments.setScheduleActive(id, true);
    passAfter(Duration.ofHours(5));

    assertThat(dates()).containsExactlyElementsOf(hours(0, 5, 6, 7));
  }

  @Test
  void a_backfill_counts_and_is_bounded() {
    var id = scenario.deployment("d", "q", HOURLY, atMost(5)).id();

    deployments.plant(
        id,
        ScheduleRequestBuilder.builder()
            .startTime(NOON.minusHours(1))
            .endTime(NOON.plusHours(9))
            .minRuns(10)
            .build());
    passAfter(Duration.ofHours(5));

    assertThat(dates()).containsExactlyElementsOf(hours(-1, 0, 1, 2, 3));
  }

  @Test
  void planted_runs_are_shown_and_behind_them_as_many_as_remain() {
    var id = scenario.deployment("d", "q", HOURLY, atMost(5)).id();

    server.clock().advance(Duration.ofMinutes(61));

    assertThat(deployments.upcoming(id, 10, null))
        .extracting(UpcomingDate::scheduledTime)
        .containsExactlyElementsOf(hours(2, 3, 4));
  }

  @Test
  void a_run_starts_with_its_jitter_and_is_known_by_its_date() {
    var id = scenario.deployment("d", "q", HOURLY, spreading(Duration.ofMinutes(30))).id();
    var jitter = new StartJitter(Duration.ofMinutes(30));

    assertThat(keys()).containsExactlyElementsOf(hours(0, 1, 2));
    assertThat(dates())
        .containsExactlyElementsOf(
            hours(0, 1, 2).stream().map(date -> jitter.startOf(id, date)).toList());
    assertThat(scenario.runs())
        .allSatisfy(
            run -> {
              assertThat(run.nextScheduledStartTime()).isEqualTo(run.expectedStartTime());
              assertThat(run.state().stateDetails().scheduledTime())
                  .isEqualTo(run.expectedStartTime());
            });
    assertThat(deployments.upcoming(id, 3, null))
        .extracting(UpcomingDate::expectedStartTime)
        .isEqualTo(dates());
  }

  @Test
  void a_change_between_date_and_start_loses_neither_and_doubles_none() {
    var policy = spreading(Duration.ofHours(1));
    var id = scenario.deployment("d", "q", HOURLY, policy).id();
    var start = new StartJitter(Duration.ofHours(1)).startOf(id, NOON);
    assertThat(start).isAfter(NOON.plusSeconds(1));
    server.clock().set(NOON.plusSeconds(1));

    set(id, policy);
    assertThat(keys()).containsExactlyElementsOf(hours(0, 1, 2, 3));

    server.clock().set(start.plusSeconds(1));
    set(id, policy);
    assertThat(keys()).as("overdue, and nothing is caught up").doesNotContain(NOON);
  }

  @Test
  void a_server_that_was_down_at_the_date_is_in_time_for_the_start() {
    var policy = spreading(Duration.ofHours(1));
    var id = scenario.deployment("d", "q", HOURLY, policy).id();
    var missed = NOON.plusHours(5);
    var start = new StartJitter(Duration.ofHours(1)).startOf(id, missed);

    passAfter(Duration.between(NOON, missed).plusSeconds(1));

    assertThat(start).isAfter(missed.plusSeconds(1));
    assertThat(keys()).contains(missed).doesNotContain(NOON.plusHours(3));
  }

  private static SchedulePolicy catchingUp(CatchUp which, Duration window) {
    return SchedulePolicyBuilder.builder().catchUp(which).catchUpWindow(window).build();
  }

  private static SchedulePolicy atMost(int runs) {
    return SchedulePolicyBuilder.builder().maxRuns(runs).build();
  }

  private static SchedulePolicy spreading(Duration jitter) {
    return SchedulePolicyBuilder.builder().startJitter(jitter).build();
  }

  private void passAfter(Duration gap) {
    server.clock().advance(gap);
    pass();
  }

  private void pass() {
    server.get(Scheduler.class).plantPage(null);
  }

  /** An agent takes every run that is due. */
  private void takeDue() {
    scenario.runs().stream()
        .filter(run -> run.state().type() == StateType.SCHEDULED)
        .filter(run -> !run.expectedStartTime().isAfter(server.clock().now()))
        .forEach(run -> scenario.propose(run.id(), StateType.PENDING));
  }

  /** So many hours after noon. */
  private static List<OffsetDateTime> hours(int... hours) {
    return IntStream.of(hours)
        .mapToObj(NOON::plusHours)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** When the runs start, soonest first; at most a page of them. */
  private List<OffsetDateTime> dates() {
    return scenario.runs().stream().map(FlowRunResponse::expectedStartTime).toList();
  }

  /** The dates that all runs stand for, soonest first. */
  private List<OffsetDateTime> keys() {
    var dates = new ArrayList<OffsetDateTime>();
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select idempotency_key from flow_run")) {
      while (rows.next()) {
        dates.add(Times.utc(PlantedDate.of(rows.getString(1)).orElseThrow()));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    dates.sort(null);
    return dates;
  }

  private void change(String sql) throws SQLException {
    try (var connection = server.database().source().getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
