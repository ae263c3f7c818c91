package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CatchUp;
import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class MissedDatesTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2025-06-10T12:00Z");
  private static final Dates HOURLY = Schedules.dates(new CronSchedule("@hourly", null, true));
  private static final Dates EVERY_SECOND =
      Schedules.dates(new CronSchedule("* * * * * *", null, true));

  @Test
  void all_gives_what_lies_between_the_last_pass_and_now() {
    var all = new MissedDates(CatchUp.all, Duration.ofDays(1));

    assertThat(all.of(HOURLY, NOON.minusHours(3), NOON, 100))
        .containsExactly(NOON.minusHours(2), NOON.minusHours(1));
  }

  @Test
  void the_window_leaves_out_what_is_too_old() {
    var all = new MissedDates(CatchUp.all, Duration.ofHours(2));

    assertThat(all.of(HOURLY, NOON.minusDays(9), NOON, 100))
        .containsExactly(NOON.minusHours(2), NOON.minusHours(1));
  }

  @Test
  void without_a_window_nothing_is_too_old() {
    var all = new MissedDates(CatchUp.all, null);

    assertThat(all.of(HOURLY, NOON.minusYears(9), NOON, 1))
        .containsExactly(NOON.minusYears(9).plusHours(1));
  }

  @Test
  void many_come_in_portions_the_oldest_first() {
    var all = new MissedDates(CatchUp.all, Duration.ofDays(10));
    var first = all.of(HOURLY, NOON.minusHours(9), NOON, 3);

    assertThat(first).containsExactly(NOON.minusHours(8), NOON.minusHours(7), NOON.minusHours(6));
    assertThat(all.of(HOURLY, first.get(2), NOON, 1)).containsExactly(NOON.minusHours(5));
  }

  @Test
  void latest_gives_the_last_one_only() {
    var latest = new MissedDates(CatchUp.latest, Duration.ofDays(3650));
    var untilMay = new RRuleSchedule("FREQ=HOURLY;UNTIL=20250501T000000", null);

    assertThat(latest.of(HOURLY, NOON.minusDays(9), NOON, 100)).containsExactly(NOON.minusHours(1));
    assertThat(latest.of(EVERY_SECOND, NOON.minusYears(9), NOON.plusNanos(1), 100))
        .containsExactly(NOON);
    assertThat(latest.of(Schedules.dates(untilMay), NOON.minusYears(5), NOON, 100))
        .containsExactly(OffsetDateTime.parse("2025-05-01T00:00Z"));
    assertThat(latest.of(HOURLY, NOON.minusMinutes(30), NOON, 100)).isEmpty();
  }

  @Test
  void none_gives_none() {
    assertThat(new MissedDates(CatchUp.none, null).of(HOURLY, NOON.minusHours(9), NOON, 100))
        .isEmpty();
  }
}
