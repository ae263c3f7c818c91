package dev.rigel.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.contract.calendar.CalendarCreateBuilder;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.CalendarUpdateBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.ScheduleRequestBuilder;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.harness.TestDatabase;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.scheduler.Scheduler;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * What business calendars do to deployments, on whatever a subclass brings. Noon is a Wednesday.
 */
abstract class CalendarPolicySuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");
  private static final Schedule AT_NINE = new CronSchedule("0 9 * * *", null, true);
  private static final String WEEKENDS =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20220101\nRRULE:FREQ=WEEKLY;BYDAY=SA,SU\nEND:VEVENT\nEND:VCALENDAR";

  private final Database database;
  private final JpaProvider provider;
  private TestDatabase tables;
  private ServerHarness server;
  private Scenario scenario;
  private Deployments deployments;
  private Calendars calendars;

  CalendarPolicySuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    tables = TestDatabase.of(database);
    server = ServerHarness.beside(tables, provider);
    server.clock().set(NOON);
    scenario = new Scenario(server);
    deployments = server.get(Deployments.class);
    calendars = server.get(Calendars.class);
  }

  @AfterEach
  void stop() {
    server.close();
    tables.close();
  }

  @Test
  void nothing_is_planted_backfilled_or_shown_on_a_day_that_one_calendar_closes() {
    calendar("weekends", WEEKENDS);
    calendar("holidays", null, 24, 28);
    var deployment = scenario.deployment("d", "q", AT_NINE, on("weekends", "holidays"));

    assertThat(planted()).containsExactly(nine(25), nine(29), nine(30));
    assertThat(deployments.upcoming(deployment.id(), 2, null))
        .containsExactly(
            new UpcomingDate(nine(25), nine(25)), new UpcomingDate(nine(29), nine(29)));

    deployments.plant(
        deployment.id(),
        ScheduleRequestBuilder.builder().startTime(nine(17)).endTime(nine(22)).minRuns(4).build());
    assertThat(planted()).startsWith(nine(17), nine(18), nine(21), nine(22), nine(25)).hasSize(7);
  }

  @Test
  void a_pass_goes_by_the_calendar() {
    calendar("weekends", WEEKENDS);
    scenario.deployment("d", "q", AT_NINE, on("weekends"));

    server.clock().advance(Duration.ofDays(3));
    pass(server);

    assertThat(planted()).containsExactly(nine(24), nine(25), nine(28), nine(29), nine(30));
  }

  @Test
  void a_changed_calendar_plants_what_goes_by_it_anew_and_nothing_else() {
    var calendar = calendar("c", null, 24);
    var deployment = scenario.deployment("d", "q", AT_NINE, on("c"));
    var other = scenario.deployment("other", "q", AT_NINE);
    var others = runsOf(other);
    assertThat(plantedFor(deployment)).containsExactly(nine(25), nine(26), nine(27));

    calendars.update(calendar.id(), days(25, 26));

    assertThat(plantedFor(deployment)).containsExactly(nine(24), nine(27), nine(28));
    assertThat(runsOf(other)).isEqualTo(others);
  }

  @Test
  void a_calendar_that_another_server_has_changed_is_read_again() {
    var calendar = calendar("c", null, 24);
    scenario.deployment("d", "q", AT_NINE, on("c"));
    try (var beside = ServerHarness.beside(tables, provider)) {
      beside.clock().set(NOON);
      beside.get(Calendars.class).update(calendar.id(), days(25, 28));
    }
    assertThat(planted()).containsExactly(nine(24), nine(26), nine(27));

    server.clock().advance(Duration.ofDays(2));
    pass(server);

    assertThat(planted()).containsExactly(nine(24), nine(26), nine(27), nine(29));
  }

  @Test
  void what_was_missed_before_a_change_is_caught_up_by_the_calendar_as_it_was() {
    var calendar = calendar("c", null, 24, 29);
    var catchingUp =
        SchedulePolicyBuilder.builder().catchUp(CatchUp.all).calendars(List.of("c")).build();
    scenario.deployment("d", "q", AT_NINE, catchingUp);
    server.clock().advance(Duration.ofDays(7));

    calendars.update(calendar.id(), days(28));

    var december = nine(30).plusDays(1);
    assertThat(planted())
        .containsExactly(
            nine(25),
            nine(26),
            nine(27),
            nine(28),
            nine(30),
            december,
            december.plusDays(1),
            december.plusDays(2));
  }

  @Test
  void a_refused_change_changes_nothing() {
    var calendar = calendar("c", null, 24);
    scenario.deployment("d", "q", AT_NINE, on("c"));

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(
            () ->
                calendars.update(
                    calendar.id(),
                    CalendarUpdateBuilder.builder()
                        .days(List.of())
                        .icalendar(JsonNullable.of("nonsense"))
                        .build()));

    assertThat(calendars.read(calendar.id())).isEqualTo(calendar);
    assertThat(planted()).containsExactly(nine(25), nine(26), nine(27));
  }

  @Test
  void a_calendar_in_use_is_not_deleted() {
    var calendar = calendar("c", null, 24);
    var first = scenario.deployment("first", "q", AT_NINE, on("c"));
    var second = scenario.deployment("second", "q", AT_NINE, on("c"));

    assertInUse(calendar, "Calendar 'c' is in use by f/first, f/second");

    set(first.id(), null);
    assertInUse(calendar, "Calendar 'c' is in use by f/second");

    scenario.deployment("second", "q", AT_NINE);
    assertInUse(calendar, "Calendar 'c' is in use by f/second");

    deployments.delete(second.id());
    calendars.delete(calendar.id());
    assertThat(plantedFor(first)).startsWith(nine(24));
  }

  @Test
  void of_many_that_use_a_calendar_ten_are_named() {
    var calendar = calendar("c", null, 24);
    for (int i = 10; i < 22; i++) {
      scenario.deployment("d" + i, "q", AT_NINE, on("c"));
    }

    assertInUse(
        calendar,
        "Calendar 'c' is in use by f/d10, f/d11, f/d12, f/d13, f/d14, f/d15, f/d16, f/d17, f/d18, f/d19 and 2 more");
  }

  private void assertInUse(CalendarResponse calendar, String message) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> calendars.delete(calendar.id()))
        .withMessage(message)
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(409));
  }

  private CalendarResponse calendar(String name, String icalendar, int... closedInNovember) {
    return calendars.create(
        CalendarCreateBuilder.builder()
            .name(name)
            .description("")
            .listed(ListedDays.closed)
            .days(november(closedInNovember))
            .icalendar(icalendar)
            .build());
  }

  private static CalendarUpdate days(int... closedInNovember) {
    return CalendarUpdateBuilder.builder().days(november(closedInNovember)).build();
  }

  private static List<LocalDate> november(int... days) {
    return IntStream.of(days).mapToObj(day -> LocalDate.of(2022, 11, day)).toList();
  }

  private static SchedulePolicy on(String... calendars) {
    return SchedulePolicyBuilder.builder().calendars(List.of(calendars)).build();
  }

  private void set(UUID deployment, SchedulePolicy policy) {
    deployments.update(
        deployment,
        DeploymentUpdateBuilder.builder().schedulePolicy(JsonNullable.of(policy)).build());
  }

  private static void pass(ServerHarness server) {
    UUID last = null;
    do {
      last = server.get(Scheduler.class).plantPage(last);
    } while (last != null);
  }

  private static OffsetDateTime nine(int dayInNovember) {
    return OffsetDateTime.parse("2022-11-%02dT09:00:00Z".formatted(dayInNovember));
  }

  private List<OffsetDateTime> planted() {
    return scenario.runs().stream().map(FlowRunResponse::expectedStartTime).toList();
  }

  private List<OffsetDateTime> plantedFor(DeploymentResponse deployment) {
    return runsOf(deployment).stream().map(FlowRunResponse::expectedStartTime).toList();
  }

  private List<FlowRunResponse> runsOf(DeploymentResponse deployment) {
    return scenario.runs().stream()
        .filter(run -> run.deploymentId().equals(deployment.id()))
        .toList();
  }
}
