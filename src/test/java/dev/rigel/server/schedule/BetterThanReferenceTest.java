package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.contract.schedule.Schedule;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where croniter 1.3.5 or dateutil 2.8.2 gives other dates than what is written means. */
class BetterThanReferenceTest {

  @Test
  void seven_is_sunday_beside_seconds_too() {
    // croniter: finds none
    assertThat(days(new CronSchedule("0 0 * * 7 0", null, true), "2025-01-01", 2))
        .containsExactly("2025-01-05", "2025-01-12");
  }

  @Test
  void the_first_of_march_follows_february() {
    // croniter: goes from 1 February to 31 March
    assertThat(days(new CronSchedule("0 0 1,31 * *", null, true), "2025-01-31", 3))
        .containsExactly("2025-01-31", "2025-02-01", "2025-03-01");
  }

  @Test
  void a_day_of_the_month_or_an_nth_weekday() {
    // croniter: finds none
    assertThat(days(new CronSchedule("0 0 1 * mon#2", null, true), "2025-01-01", 4))
        .containsExactly("2025-01-01", "2025-01-13", "2025-02-01", "2025-02-10");
  }

  @Test
  void plain_and_numbered_weekdays_mean_either() {
    // dateutil: days that are both a Monday and the last Friday, that is none
    var rule = "DTSTART:20250101T000000 RRULE:FREQ=MONTHLY;BYDAY=MO,-1FR";

    assertThat(days(new RRuleSchedule(rule, null), "2025-01-20", 4))
        .containsExactly("2025-01-20", "2025-01-27", "2025-01-31", "2025-02-03");
  }

  @Test
  void positions_count_in_the_whole_first_week() {
    // dateutil: the first week begins on DTSTART's Wednesday, the third day being Friday
    var rule = "DTSTART:20250101T000000 RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3";

    assertThat(days(new RRuleSchedule(rule, null), "2025-01-01", 2))
        .containsExactly("2025-01-01", "2025-01-08");
  }

  private static Stream<String> days(Schedule schedule, String from, int count) {
    var start = OffsetDateTime.parse(from + "T00:00Z");
    return Schedules.dates(schedule)
        .from(start)
        .limit(count)
        .map(OffsetDateTime::toLocalDate)
        .map(LocalDate::toString);
  }
}
