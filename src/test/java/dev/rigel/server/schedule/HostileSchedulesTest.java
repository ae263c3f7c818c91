package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text, however meant, holds up the scheduler: it is refused, or answers within a moment. */
class HostileSchedulesTest {
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-02-03T04:05:06.789Z");

  /** Generous for a busy machine; the slowest takes some tenths of a second. */
  private static final Duration MOMENT = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 31 2 *",
        "0 0 30,31 2 *",
        "0 0 31 4,6,9,11 *",
        "59 59 23 31 feb *",
        "",
        "   ",
        "* * * *",
        "* * * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "0 0 0 * *",
        "0 0 32 * *",
        "0 0 * 13 *",
        "0 0 * 0 *",
        "0 0 * * 8",
        "* * * * * 60",
        "5-1 * * * *",
        "*/0 * * * *",
        "5/0 * * * *",
        "-5 * * * *",
        "1,,2 * * * *",
        ", * * * *",
        "*/ * * * *",
        "1- * * * *",
        "1-2-3 * * * *",
        "1/2/3 * * * *",
        "+5 * * * *",
        "٣ * * * *",
        "99999999999999999999 * * * *",
        "? * * * *",
        "0 0 ? * MON",
        "0 0 15W * *",
        "0 0 L-3 * *",
        "0 0 * * L",
        "0 0 * * L8",
        "0 0 * * MON#0",
        "0 0 * * MON#6",
        "0 0 * * MON#",
        "0 0 * * #2",
        "0 0 * * MON#1,TUE",
        "L * * * *",
        "H * * * *",
        "R * * * *",
        "R(1-5) * * * *",
        "H/5 * * * *",
        "MON * * * *",
        "0 0 * mon *",
        "0 0 * * jan",
        "@reboot",
        "@every 5m",
        "0 0 * * sat-mon"
      })
  void a_cron_string_without_meaning_is_refused(String cron) {
    assertRefused(new CronSchedule(cron, null, true), "Invalid cron string: \"" + cron + "\"");
  }

  @Test
  void two_days_that_never_meet_are_refused() {
    assertRefused(
        new CronSchedule("0 0 30 2 1", null, false), "Invalid cron string: \"0 0 30 2 1\"");
    assertThat(Schedules.dates(new CronSchedule("0 0 30 2 1", null, true)).atOrAfter(NOW))
        .hasValue(OffsetDateTime.parse("2026-02-09T00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n ",
        "FREQ",
        "FREQ=",
        "FREQ=NEVER",
        "INTERVAL=2",
        "FREQ=DAILY;",
        "FREQ=DAILY;COLOR=RED",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;UNTIL=20220231",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYMINUTE=60",
        "FREQ=DAILY;BYSECOND=60",
        "FREQ=DAILY;BYMONTH=0",
        "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYMONTHDAY=32",
        "FREQ=DAILY;BYYEARDAY=367",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=YEARLY;BYSETPOS=0",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=YEARLY;BYDAY=0MO",
        "FREQ=YEARLY;BYDAY=MO,",
        "FREQ=YEARLY;BYDAY=1MO(2)",
        "FREQ=WEEKLY;WKST=1",
        "DTSTART:20220101T000000",
        "EXDATE:20220101T000000",
        "DTSTART:20220101,20220102 RRULE:FREQ=DAILY",
        "DTSTART:never RRULE:FREQ=DAILY",
        "DTSTART;COLOR=RED:20220101 RRULE:FREQ=DAILY",
        "DTSTART;TZID=Europe/Berlin;COLOR=RED:20220101 RRULE:FREQ=DAILY",
        "DTSTART:00000101T000000 RRULE:FREQ=DAILY",
        "RRULE;X=1:FREQ=DAILY",
        "SUMMARY:hello",
        "RDATE:20220101T000000/PT1H",
        "DTSTART:20220101T000000 RRULE:FREQ=DAILY;UNTIL=20230101T000000Z",
        "DTSTART:20230101T000000 RRULE:FREQ=DAILY;UNTIL=20220101T000000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1",
        "FREQ=YEARLY;BYEASTER=0;BYDAY=MO",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2",
        "DTSTART:20200101T000000 RRULE:FREQ=HOURLY;INTERVAL=24;BYHOUR=3",
        "DTSTART:20200101T000000 RRULE:FREQ=SECONDLY;INTERVAL=60;BYSECOND=30",
        "DTSTART:20200101T000000 RRULE:FREQ=SECONDLY EXRULE:FREQ=SECONDLY",
        "RDATE:20220101T000000 EXDATE:20220101T000000"
      })
  void a_recurrence_rule_without_meaning_is_refused(String rrule) {
    assertRefused(new RRuleSchedule(rrule, null), "Invalid RRule string \"" + rrule + "\": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "utc", "+05:00", "UTC+5", "Z", "america/new_york", "Mars/Olympus"})
  void an_unknown_zone_is_refused(String zone) {
    for (var schedule :
        List.of(
            new CronSchedule("@daily", zone, true),
            new RRuleSchedule("FREQ=DAILY", zone),
            new IntervalSchedule(Duration.ofHours(1), NOW, zone))) {
      assertRefused(schedule, "Invalid timezone: \"" + zone + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EST", "MST", "HST", "GMT", "Etc/GMT+5", "US/Eastern", "Asia/Calcutta"})
  void old_names_of_zones_are_known(String zone) {
    assertThat(Schedules.dates(new CronSchedule("@daily", zone, true)).atOrAfter(NOW)).isPresent();
  }

  @Test
  void an_interval_has_to_be_positive_and_to_come_twice() {
    for (var interval : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(999))) {
      assertRefused(new IntervalSchedule(interval, NOW, null), "The interval must be positive");
    }
    assertRefused(
        new IntervalSchedule(Duration.ofMillis(99), NOW, null),
        "The interval must be at least 0.1 seconds");
    assertRefused(
        new IntervalSchedule(Duration.ofDays(999_999_999), NOW, null),
        "The interval must be at most 10000 years");
  }

  @Test
  void enormous_texts_are_refused_and_not_repeated() {
    var many = "0,".repeat(500_000);

    assertThatThrownBy(() -> Schedules.dates(new CronSchedule(many + "0 * * * *", null, true)))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("at most 2000 characters")
        .message()
        .hasSizeLessThan(300);
    assertThatThrownBy(() -> Schedules.dates(new RRuleSchedule("FREQ=DAILY;BYHOUR=" + many, null)))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("at most 20000 characters")
        .message()
        .hasSizeLessThan(300);
    assertThatThrownBy(() -> Schedules.dates(new CronSchedule("@daily", many, true)))
        .message()
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @MethodSource("heavySchedules")
  void what_is_heavy_still_answers_within_a_moment(Schedule schedule) {
    assertTimeoutPreemptively(
        MOMENT,
        () -> {
          try {
            assertThat(Schedules.dates(schedule).from(NOW).limit(100)).isSorted();
          } catch (InvalidScheduleException e) {
            assertThat(e).hasMessageContaining("no date among the first 150000 candidates");
          }
        });
  }

  static Stream<Schedule> heavySchedules() {
    var everyPosition =
        IntStream.rangeClosed(2, 366).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return Stream.concat(
        Stream.of(
            new IntervalSchedule(Duration.ofMillis(100), NOW.minusYears(2000), "Europe/London"),
            new IntervalSchedule(Duration.ofMillis(100), NOW.plusYears(2000), null)),
        Stream.of(
                "FREQ=SECONDLY",
                "FREQ=SECONDLY;COUNT=2147483647",
                "FREQ=SECONDLY;BYHOUR=3;COUNT=2147483647",
                "FREQ=SECONDLY;INTERVAL=2147483647",
                "FREQ=YEARLY;INTERVAL=2147483647",
                "FREQ=DAILY;BYDAY=MO;COUNT=2147483647",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
                "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=23;BYMINUTE=59;BYSECOND=59",
                "FREQ=SECONDLY;BYSETPOS=" + everyPosition,
                "FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY;BYSECOND=0,1,2,3\nEXRULE:FREQ=SECONDLY;BYHOUR=4",
                "FREQ=SECONDLY\nRDATE:19990101T000000\nEXRULE:FREQ=SECONDLY",
                "FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY;BYHOUR=1,2,3,4,5,6,7,8,9,11,12,13,14,15,16,17,18,19"
                    + "\nEXRULE:FREQ=MINUTELY;BYSECOND="
                    + everyPosition.substring(0, everyPosition.indexOf(",60"))
                    + "\nEXRULE:FREQ=SECONDLY;BYMINUTE="
                    + everyPosition.substring(0, everyPosition.indexOf(",60")),
                "FREQ=SECONDLY" + "\nRRULE:FREQ=SECONDLY".repeat(900),
                "FREQ=MINUTELY;COUNT=9" + "\nRRULE:FREQ=MINUTELY;BYHOUR=1;COUNT=99999".repeat(400))
            .map(
                rule ->
                    new RRuleSchedule("DTSTART:19000101T000000\nRRULE:" + rule, "Asia/Tehran")));
  }

  @Test
  void a_far_away_start_costs_no_more_than_a_near_one() {
    var rule = "DTSTART:00010101T000000 RRULE:FREQ=SECONDLY;INTERVAL=7;BYMINUTE=30";

    assertTimeoutPreemptively(
        MOMENT,
        () ->
            assertThat(Schedules.dates(new RRuleSchedule(rule, null)).from(NOW).limit(1_000))
                .hasSize(1_000));
  }

  @Test
  void no_start_however_far_breaks_it() {
    for (var schedule :
        List.of(
            new CronSchedule("*/5 * * * *", "Asia/Kathmandu", true),
            new RRuleSchedule("FREQ=HOURLY", "Asia/Kathmandu"),
            new IntervalSchedule(Duration.ofDays(2), NOW, "Asia/Kathmandu"),
            new IntervalSchedule(Duration.ofHours(2), NOW, "Asia/Kathmandu"))) {
      var dates = Schedules.dates(schedule);

      assertThat(dates.atOrAfter(OffsetDateTime.MIN)).isPresent();
      assertThat(dates.atOrAfter(OffsetDateTime.MAX)).isEmpty();
      assertThat(dates.from(OffsetDateTime.parse("9999-12-30T00:00Z")).limit(600).count())
          .isLessThan(600);
    }
  }

  private static void assertRefused(Schedule schedule, String message) {
    assertTimeoutPreemptively(
        MOMENT,
        () ->
            assertThatThrownBy(() -> Schedules.settled(schedule, NOW))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageStartingWith(message));
  }
}
