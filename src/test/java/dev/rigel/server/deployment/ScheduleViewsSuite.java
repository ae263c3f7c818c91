package dev.rigel.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.query.DeploymentFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.PreviewedDate;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.ScheduleDatesQueryBuilder;
import dev.rigel.contract.schedule.ScheduleGrouping;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.schedule.SchedulePreviewRequest;
import dev.rigel.contract.schedule.SchedulePreviewRequestBuilder;
import dev.rigel.contract.schedule.ScheduledDate;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import dev.rigel.server.schedule.StartJitter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What schedules mean, told by a server with deployments. */
abstract class ScheduleViewsSuite {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2022-11-23T12:00:00Z");

  private final Database database;
  private final JpaProvider provider;
  private ServerHarness server;
  private Scenario scenario;
  private UiSchedulesResource schedules;

  ScheduleViewsSuite(Database database, JpaProvider provider) {
    this.database = database;
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    server = ServerHarness.on(database, provider);
    server.clock().set(NOON);
    scenario = new Scenario(server);
    schedules = server.resource(UiSchedulesResource.class);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_preview_begins_now_and_knows_the_delays_of_a_deployment_only() {
    var policy = SchedulePolicyBuilder.builder().startJitter(Duration.ofMinutes(10)).build();
    var id = UUID.randomUUID();

    var known = schedules.preview(request(cron("0 9 * * *"), policy, id));
    var unknown = schedules.preview(request(cron("0 9 * * *"), policy, null));

    var date = OffsetDateTime.parse("2022-11-24T09:00:00Z");
    assertThat(known.words()).isEqualTo("Every day at 09:00");
    assertThat(known.timezone()).isEqualTo("UTC");
    assertThat(known.policyWords()).containsExactly("With up to 10 min jitter");
    assertThat(known.dates())
        .hasSize(2)
        .startsWith(
            new PreviewedDate(date, new StartJitter(policy.startJitter()).startOf(id, date)));
    assertThat(unknown.dates()).startsWith(new PreviewedDate(date, null));
  }

  @Test
  void what_has_no_meaning_is_refused_with_its_place() {
    var policy = SchedulePolicyBuilder.builder().calendars(List.of("none")).build();

    assertRefused(request(cron("0 0 31 2 *"), null, null), "it never comes");
    assertRefused(request(cron("0 0 * * *"), policy, null), "unknown calendar 'none'");
    var backwards =
        SchedulePreviewRequestBuilder.builder(request(cron("0 0 * * *"), null, null))
            .end(NOON.minusDays(1))
            .build();
    assertRefused(backwards, "before the start");
    assertThatThrownBy(() -> schedules.dates(span(Duration.ofDays(367)).build()))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(
            () -> schedules.dates(span(Duration.ofDays(1)).timezone("Moon/Base").build()))
        .isInstanceOf(Problem.class);
  }

  private void assertRefused(SchedulePreviewRequest request, String reason) {
    assertThatThrownBy(() -> schedules.preview(request))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.toString() + problem.body()).contains(reason));
  }

  @Test
  void few_dates_are_told_one_by_one_and_of_active_schedules_only() {
    var daily = scenario.deployment("daily", "q", cron("0 9 * * *"));
    var paused = scenario.deployment("paused", "q", cron("0 9 * * *"));
    server.get(Deployments.class).setScheduleActive(paused.id(), false);
    scenario.deployment("none", "q", null);
    scenario.deployment("other", "gpu", cron("30 8 * * *"));

    var all = schedules.dates(span(Duration.ofDays(2)).build());
    var onQueue =
        DeploymentFilterBuilder.builder().workQueueName(new Match.Texts(List.of("q"))).build();

    assertThat(all.groupedBy()).isEqualTo(ScheduleGrouping.none);
    assertThat(all.count()).isEqualTo(4);
    assertThat(all.dates())
        .extracting(ScheduledDate::deploymentName)
        .containsExactly("other", "daily", "other", "daily");
    assertThat(schedules.dates(span(Duration.ofDays(2)).deployments(onQueue).build()).dates())
        .hasSize(2)
        .allSatisfy(date -> assertThat(date.deploymentId()).isEqualTo(daily.id()));
    assertThat(schedules.dates(span(Duration.ofDays(2)).calendars(List.of("none")).build()).dates())
        .isEmpty();
  }

  @Test
  void many_dates_are_counted_by_hour_or_day_and_too_many_are_named() {
    scenario.deployment("often", "q", cron("*/10 * * * *"));
    scenario.deployment("hourly", "gpu", cron("0 * * * *"));
    scenario.deployment("seconds", "q", cron("* * * * * *"));

    var week = schedules.dates(span(Duration.ofDays(7)).build());
    var month = schedules.dates(span(Duration.ofDays(30)).timezone("Asia/Kathmandu").build());

    assertThat(week.groupedBy()).isEqualTo(ScheduleGrouping.hour);
    assertThat(week.dates()).isEmpty();
    assertThat(week.groups().get(0).start()).isEqualTo(NOON);
    assertThat(week.groups().get(0).workQueues()).isEqualTo(Map.of("gpu", 1, "q", 6));
    assertThat(week.count()).isEqualTo(7 * 24 * 7 + 2);
    assertThat(week.uncounted()).hasSize(1);
    assertThat(week.uncounted().get(0).reason()).isEqualTo("more than 10,000 dates in this span");
    assertThat(month.groupedBy()).isEqualTo(ScheduleGrouping.day);
    assertThat(month.groups().get(1).start()).hasToString("2022-11-24T00:00+05:45");
    assertThat(month.groups().get(1).count()).isEqualTo(7 * 24);
  }

  @Test
  void a_maximum_of_runs_ends_the_dates() {
    var policy = SchedulePolicyBuilder.builder().maxRuns(5).build();
    scenario.deployment("five", "q", cron("0 9 * * *"), policy);

    assertThat(schedules.dates(span(Duration.ofDays(30)).build()).count()).isEqualTo(5);
  }

  private static ScheduleDatesQueryBuilder span(Duration span) {
    return ScheduleDatesQueryBuilder.builder().end(NOON.plus(span));
  }

  private static SchedulePreviewRequest request(
      Schedule schedule, SchedulePolicy policy, UUID deployment) {
    return SchedulePreviewRequestBuilder.builder()
        .schedule(schedule)
        .schedulePolicy(policy)
        .limit(2)
        .deploymentId(deployment)
        .build();
  }

  private static Schedule cron(String cron) {
    return new CronSchedule(cron, null, true);
  }
}
