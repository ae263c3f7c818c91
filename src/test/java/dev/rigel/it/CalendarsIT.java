package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.calendar.CalendarCreateBuilder;
import dev.rigel.contract.calendar.CalendarDay;
import dev.rigel.contract.calendar.CalendarResponse;
import dev.rigel.contract.calendar.CalendarSummaryResponse;
import dev.rigel.contract.calendar.CalendarUpdate;
import dev.rigel.contract.calendar.CalendarUpdateBuilder;
import dev.rigel.contract.calendar.ListedDays;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.deployment.UpcomingDate;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.query.DeploymentFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Page;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openapitools.jackson.nullable.JsonNullable;

/** Business calendars, over HTTP. */
@OnServer
class CalendarsIT {
  private static final String WEEKENDS =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20220101\r\nRRULE:FREQ=WEEKLY;BYDAY=SA,SU\r\nSUMMARY:Wöchentlich\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

  private final ApiClient api;
  private final Http http;

  CalendarsIT(Rigel rigel) {
    api = rigel.api();
    http = rigel.http();
  }

  private CalendarResponse calendar(String icalendar, LocalDate... days) {
    return api.calendars()
        .create(
            CalendarCreateBuilder.builder()
                .name(Site.unique("calendar"))
                .description("")
                .listed(ListedDays.closed)
                .days(List.of(days))
                .icalendar(icalendar)
                .build());
  }

  @Test
  void a_calendar_is_made_read_listed_changed_and_deleted() {
    var made = calendar(WEEKENDS, LocalDate.of(2026, 12, 25));

    assertThat(api.calendars().read(made.id())).isEqualTo(made);
    assertThat(api.calendars().readByName(made.name())).isEqualTo(made);
    assertThat(api.calendars().filter(Page.FIRST))
        .extracting(CalendarSummaryResponse::id)
        .contains(made.id());
    assertThat(
            api.calendars().days(made.id(), LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 26)))
        .containsExactly(
            new CalendarDay(LocalDate.of(2026, 12, 24), true),
            new CalendarDay(LocalDate.of(2026, 12, 25), false),
            new CalendarDay(LocalDate.of(2026, 12, 26), false));

    api.calendars().update(made.id(), withText(null));
    assertThat(api.calendars().read(made.id()).icalendar()).isNull();
    assertThat(http.get("/calendars/" + made.id() + "/days").json()).hasSize(31);

    assertThat(http.send("DELETE", "/calendars/" + made.id(), null).status()).isEqualTo(204);
    assertThat(http.get("/calendars/" + made.id()).status()).isEqualTo(404);
  }

  @Test
  void a_name_that_is_taken_is_a_conflict() {
    var made = calendar(null);

    var again =
        http.post("/calendars/", Json.mapper().valueToTree(Map.of("name", made.name())).toString());

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().path("detail").asText())
        .isEqualTo("A calendar with this name already exists.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | name",
        "{'name': null} | name",
        "{'name': ' '} | name",
        "{'name': ''} | name",
        "{'name': 'a/b'} | name",
        "{'name': 'n', 'colour': 1} | colour",
        "{'name': 'n', 'listed': 'shut'} | listed",
        "{'name': 'n', 'listed': null} | listed",
        "{'name': 'n', 'days': null} | days",
        "{'name': 'n', 'days': '2026-12-25'} | days",
        "{'name': 'n', 'days': ['2026-02-30']} | days.0",
        "{'name': 'n', 'days': ['2026-12-25', '25.12.2026']} | days.1",
        "{'name': 'n', 'days': ['+12026-12-25']} | days.0",
        "{'name': 'n', 'days': ['0000-12-25']} | days.0",
        "{'name': 'n', 'days': [20261225]} | days.0",
        "{'name': 'n', 'timezone': 'Mars'} | timezone",
        "{'name': 'n', 'icalendar': 'hello'} | icalendar",
        "{'name': 'n', 'icalendar': {}} | icalendar",
        "{'name': 'n', 'icalendar': 'BEGIN:VCALENDAR'} | icalendar",
      })
  void a_calendar_without_a_meaning_is_refused_with_the_place_of_the_error(
      String body, String place) {
    var answer = http.post("/calendars/", body.replace('\'', '"'));

    assertInvalid(answer, "body." + place);
  }

  @Test
  void enormous_texts_are_refused_in_a_moment() {
    var daily = "BEGIN:VEVENT\nDTSTART:20000101\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n".repeat(10_000);
    for (var text :
        List.of(
            "A:1\n".repeat(300_000),
            "BEGIN:VCALENDAR\n" + "\"".repeat(900_000),
            "BEGIN:VCALENDAR\n" + daily + "END:VCALENDAR",
            "BEGIN:VCALENDAR\n" + "BEGIN:X\n".repeat(100_000))) {
      var body = Json.mapper().valueToTree(Map.of("name", "enormous", "icalendar", text));

      assertInvalid(http.post("/calendars/", body.toString()), "body.icalendar");
    }
  }

  @Test
  void days_that_are_no_days_or_too_many_are_refused() {
    var days = "/calendars/" + calendar(null).id() + "/days";

    assertInvalid(http.get(days + "?start=soon"), "query.start");
    assertInvalid(http.get(days + "?end=2026-13-01"), "query.end");
    assertThat(http.get(days + "?start=2026-01-01&end=2027-01-02").status()).isEqualTo(422);
    assertThat(http.get(days + "?start=2026-01-02&end=2026-01-01").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({"GET,", "PATCH,{}", "DELETE,"})
  void an_unknown_calendar_is_not_found(String method, String body) {
    var answer = http.send(method, "/calendars/" + UUID.randomUUID(), body);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asText()).isEqualTo("Calendar not found");
    assertThat(http.get("/calendars/name/nowhere").status()).isEqualTo(404);
    assertThat(http.get("/calendars/" + UUID.randomUUID() + "/days").status()).isEqualTo(404);
  }

  @Test
  void a_deployment_goes_by_its_calendars_until_it_names_them_no_more() {
    var tomorrow = Site.now().toLocalDate().plusDays(1);
    var closed = calendar(null, tomorrow);
    var site = Site.unlimited(api);
    var id = site.deployment.id();
    api.deployments().update(id, change(daily(), on(closed.name())));

    assertThat(planted(id)).isNotEmpty().noneMatch(time -> time.toLocalDate().equals(tomorrow));
    assertThat(api.deployments().upcoming(id, 3, null))
        .extracting(UpcomingDate::scheduledTime)
        .noneMatch(time -> time.toLocalDate().equals(tomorrow));

    api.calendars().update(closed.id(), withDays(tomorrow.plusDays(1)));
    assertThat(planted(id))
        .anyMatch(time -> time.toLocalDate().equals(tomorrow))
        .noneMatch(time -> time.toLocalDate().equals(tomorrow.plusDays(1)));

    var refused = http.send("DELETE", "/calendars/" + closed.id(), null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText())
        .isEqualTo(
            "Calendar '%s' is in use by %s/%s"
                .formatted(closed.name(), site.flow.name(), site.deployment.name()));

    api.deployments().update(id, change(daily(), null));
    api.calendars().delete(closed.id());
    assertThat(planted(id)).anyMatch(time -> time.toLocalDate().equals(tomorrow.plusDays(1)));
  }

  @Test
  void a_policy_cannot_name_an_unknown_calendar() {
    var id = Site.unlimited(api).deployment.id();

    var answer =
        http.send(
            "PATCH", "/deployments/" + id, "{\"schedule_policy\": {\"calendars\": [\"nowhere\"]}}");

    assertInvalid(answer, "body.schedule_policy.calendars.0");
    assertThat(api.deployments().read(id).schedulePolicy()).isEqualTo(SchedulePolicy.NONE);
  }

  private static void assertInvalid(Http.Answer answer, String place) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.text()).hasSizeLessThan(2_000_000).doesNotContain("dev.rigel", "java.");
    assertThat(answer.json().path("exception_detail"))
        .anySatisfy(
            error -> {
              var steps = new java.util.StringJoiner(".");
              error.path("loc").forEach(step -> steps.add(step.asText()));
              assertThat(steps).hasToString(place);
              assertThat(error.path("msg").asText()).isNotBlank().hasSizeLessThan(400);
            });
  }

  /** At noon. */
  private static Schedule daily() {
    return new CronSchedule("0 12 * * *", null, true);
  }

  private static SchedulePolicy on(String calendar) {
    return SchedulePolicyBuilder.builder().calendars(List.of(calendar)).build();
  }

  private static DeploymentUpdate change(Schedule schedule, SchedulePolicy policy) {
    return DeploymentUpdateBuilder.builder()
        .schedule(JsonNullable.of(schedule))
        .schedulePolicy(JsonNullable.of(policy))
        .build();
  }

  private static CalendarUpdate withText(String icalendar) {
    return CalendarUpdateBuilder.builder().icalendar(JsonNullable.of(icalendar)).build();
  }

  private static CalendarUpdate withDays(LocalDate... days) {
    return CalendarUpdateBuilder.builder().days(List.of(days)).build();
  }

  private List<OffsetDateTime> planted(UUID deployment) {
    var wanted = DeploymentFilterBuilder.builder().id(new Match.Ids(List.of(deployment))).build();
    return api
        .flowRuns()
        .filter(
            FlowRunQueryBuilder.builder()
                .deployments(wanted)
                .sort(FlowRunSort.EXPECTED_START_TIME_ASC)
                .build())
        .stream()
        .map(FlowRunResponse::expectedStartTime)
        .toList();
  }
}
