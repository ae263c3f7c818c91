package dev.rigel.server.schedule;

import static dev.rigel.contract.schedule.ScheduleNoteKind.given_up;
import static dev.rigel.contract.schedule.ScheduleNoteKind.jitter;
import static dev.rigel.contract.schedule.ScheduleNoteKind.left_out;
import static dev.rigel.contract.schedule.ScheduleNoteKind.repeated_time;
import static dev.rigel.contract.schedule.ScheduleNoteKind.skipped_time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.ScheduleNote;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulePreviewsTest {
  private static final String LONDON = "Europe/London";
  private static final BusinessCalendar HOLIDAYS =
      BusinessCalendar.ofDays(
          BusinessCalendar.Listed.CLOSED,
          LONDON,
          List.of(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 28)));

  @Test
  void dates_have_the_offset_of_the_zone() {
    var seen = seen(cron("30 9 * * *"), "2026-03-28T00:00:00Z", null, 2);

    assertThat(seen.found())
        .extracting(Object::toString)
        .containsExactly("2026-03-28T09:30Z", "2026-03-29T09:30+01:00");
    assertThat(seen.notes()).isEmpty();
  }

  @Test
  void a_time_that_the_clock_skips_is_told() {
    var seen = seen(cron("30 1 * * *"), "2026-03-27T00:00:00Z", null, 5);

    assertThat(seen.found()).extracting(Object::toString).contains("2026-03-29T02:30+01:00");
    assertThat(seen.notes())
        .extracting(ScheduleNote::kind, ScheduleNote::time, ScheduleNote::text)
        .containsExactly(
            tuple(
                skipped_time,
                OffsetDateTime.parse("2026-03-29T02:30:00+01:00"),
                "29 March 2026 01:30 does not exist in London: runs at 02:30"));
  }

  @Test
  void a_time_that_comes_twice_is_told() {
    var byCron = seen(cron("30 1 * * *"), "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z", 9);
    var rule = new RRuleSchedule("FREQ=DAILY;BYHOUR=1;BYMINUTE=30", LONDON);
    var byRule = seen(rule, "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z", 9);

    assertThat(byCron.notes().get(0).kind()).isEqualTo(repeated_time);
    assertThat(texts(byCron))
        .containsExactly("25 October 2026 01:30 comes twice in London: runs once, the second time");
    assertThat(byCron.found()).contains(byCron.notes().get(0).time());
    assertThat(texts(byRule))
        .containsExactly("25 October 2026 01:30 comes twice in London: runs once, the first time");
    assertThat(byRule.found()).contains(byRule.notes().get(0).time());
  }

  @Test
  void several_times_of_a_change_are_told_together() {
    var often = cron("*/15 * * * *");

    assertThat(texts(seen(often, "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z", 366)))
        .containsExactly(
            "29 March 2026 01:00 to 02:00 do not exist in London: dates in between are later by"
                + " 1 h");
    var hourly =
        new IntervalSchedule(
            Duration.ofMinutes(30), OffsetDateTime.parse("2026-01-01T00:00:00Z"), LONDON);
    assertThat(texts(seen(hourly, "2026-10-25T00:00:00Z", "2026-10-25T12:00:00Z", 366)))
        .containsExactly(
            "25 October 2026 01:00 to 02:00 come twice in London: dates in between run once, the"
                + " first time");
  }

  @Test
  void nothing_is_told_of_a_change_outside_of_what_is_shown() {
    assertThat(seen(cron("30 1 * * *"), "2026-03-27T00:00:00Z", null, 2).notes()).isEmpty();
    assertThat(seen(cron("30 9 * * *"), "2026-03-27T00:00:00Z", null, 9).notes()).isEmpty();
  }

  @Test
  void days_that_a_calendar_closes_are_told_with_its_name() {
    var policy = SchedulePolicyBuilder.builder().calendars(List.of("bank-holidays")).build();

    var seen =
        SchedulePreviews.of(
            cron("30 9,17 * * mon-fri"),
            policy,
            Map.of("bank-holidays", HOLIDAYS),
            OffsetDateTime.parse("2026-12-24T12:00:00Z"),
            null,
            2);

    assertThat(seen.found())
        .extracting(Object::toString)
        .containsExactly("2026-12-24T17:30Z", "2026-12-29T09:30Z");
    assertThat(seen.notes())
        .extracting(ScheduleNote::kind, ScheduleNote::calendar, ScheduleNote::text)
        .containsExactly(
            tuple(left_out, "bank-holidays", "Friday 25 December 2026 left out: bank-holidays"),
            tuple(left_out, "bank-holidays", "Monday 28 December 2026 left out: bank-holidays"));
  }

  @Test
  void days_up_to_the_next_open_one_are_told_together() {
    var trading =
        BusinessCalendar.ofDays(
            BusinessCalendar.Listed.OPEN, LONDON, List.of(LocalDate.of(2026, 12, 29)));
    var policy = SchedulePolicyBuilder.builder().calendars(List.of("trading")).build();

    var seen =
        SchedulePreviews.of(
            cron("30 9 * * *"),
            policy,
            Map.of("trading", trading),
            OffsetDateTime.parse("2026-12-24T00:00:00Z"),
            null,
            9);

    assertThat(texts(seen))
        .containsExactly(
            "Thursday 24 December 2026 to Monday 28 December 2026 left out: trading",
            "All from Wednesday 30 December 2026 on left out: trading");
    assertThat(seen.found()).hasSize(1);
  }

  @Test
  void starts_that_are_spread_are_told_and_a_policy_ends_the_dates() {
    var policy =
        SchedulePolicyBuilder.builder()
            .startJitter(Duration.ofMinutes(10))
            .end(OffsetDateTime.parse("2026-01-02T09:30:00Z"))
            .build();

    var seen =
        SchedulePreviews.of(
            cron("30 9 * * *"),
            policy,
            Map.of(),
            OffsetDateTime.parse("2026-01-01T00:00:00Z"),
            OffsetDateTime.parse("2026-02-01T00:00:00Z"),
            9);

    assertThat(seen.found()).hasSize(2);
    assertThat(seen.notes())
        .containsExactly(
            new ScheduleNote(jitter, null, "Runs start up to 10 min after these dates", null));
  }

  @Test
  void a_search_that_is_given_up_shows_what_it_found() {
    var closed =
        BusinessCalendar.ofICalendar(
            BusinessCalendar.Listed.CLOSED,
            null,
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260103\nRRULE:FREQ=DAILY\n"
                + "END:VEVENT\nEND:VCALENDAR\n");
    var policy = SchedulePolicyBuilder.builder().calendars(List.of("never")).build();

    var seen =
        SchedulePreviews.of(
            cron("30 9 * * *"),
            policy,
            Map.of("never", closed),
            OffsetDateTime.parse("2026-01-01T00:00:00Z"),
            null,
            9);

    assertThat(seen.found()).hasSize(2);
    assertThat(seen.notes()).hasSizeLessThanOrEqualTo(101);
    assertThat(seen.notes().get(0).kind()).isEqualTo(given_up);
  }

  @Test
  void a_policy_in_words() {
    var policy =
        SchedulePolicyBuilder.builder()
            .calendars(List.of("bank-holidays"))
            .startJitter(Duration.ofSeconds(600))
            .overlap(Overlap.skip)
            .catchUp(CatchUp.latest)
            .catchUpWindow(Duration.ofMinutes(90))
            .end(OffsetDateTime.parse("2026-07-01T09:30:00Z"))
            .maxRuns(1_000)
            .build();

    assertThat(PolicyWords.of(policy, LONDON, Map.of("bank-holidays", HOLIDAYS)))
        .containsExactly(
            "bank-holidays left out",
            "With up to 10 min jitter",
            "If another run is active, the new one is skipped",
            "Of missed dates, the latest is caught up within 1 h 30 min",
            "Until 1 July 2026 at 10:30",
            "At most 1,000 runs");
    assertThat(PolicyWords.of(SchedulePolicy.NONE, null, Map.of())).isEmpty();
  }

  private static List<String> texts(SchedulePreviews.Seen seen) {
    return seen.notes().stream().map(ScheduleNote::text).toList();
  }

  private static Schedule cron(String cron) {
    return new CronSchedule(cron, LONDON, true);
  }

  private static SchedulePreviews.Seen seen(Schedule schedule, String start, String end, int most) {
    return SchedulePreviews.of(
        schedule,
        SchedulePolicy.NONE,
        Map.of(),
        OffsetDateTime.parse(start),
        end == null ? null : OffsetDateTime.parse(end),
        most);
  }
}
