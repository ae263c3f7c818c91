package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.schedule.CronSchedule;
import dev.rigel.contract.schedule.RRuleSchedule;
import dev.rigel.server.schedule.CatchUp.Which;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2025-06-10T12:00Z");
  private static final Dates HOURLY = Schedules.dates(new CronSchedule("@hourly", null, true));
  private static final Dates EVERY_SECOND =
      Schedules.dates(new CronSchedule("* * * * * *", null, true));

  @Test
  void all_gives_what_lies_between_the_last_pass_and_now() {
    var all = new CatchUp(Which.ALL, Duration.ofDays(1));

    assertThat(all.missed(HOURLY, NOON.minusHours(3), NOON, 100))
        .containsExactly(NOON.minusHours(2), NOON.minusHours(1));
  }

  @Test
  void the_window_leaves_out_what_is_too_old() {
    var all = new CatchUp(Which.ALL, Duration.ofHours(2));

    assertThat(all.missed(HOURLY, NOON.minusDays(9), NOON, 100))
        .containsExactly(NOON.minusHours(2), NOON.minusHours(1));
  }

  @Test
  void many_come_in_portions_the_oldest_first() {
    var all = new CatchUp(Which.ALL, Duration.ofDays(10));
    var first = all.missed(HOURLY, NOON.minusHours(9), NOON, 3);

    assertThat(first).containsExactly(NOON.minusHours(8), NOON.minusHours(7), NOON.minusHours(6));
    assertThat(all.missed(HOURLY, first.get(2), NOON, 1)).containsExactly(NOON.minusHours(5));
  }

  @Test
  void latest_gives_the_last_one_only() {
    var latest = new CatchUp(Which.LATEST, Duration.ofDays(3650));
    var untilMay = new RRuleSchedule("FREQ=HOURLY;UNTIL=20250501T000000", null);

    assertThat(latest.missed(HOURLY, NOON.minusDays(9), NOON, 100))
        .containsExactly(NOON.minusHours(1));
    assertThat(latest.missed(EVERY_SECOND, NOON.minusYears(9), NOON.plusNanos(1), 100))
        .containsExactly(NOON);
    assertThat(latest.missed(Schedules.dates(untilMay), NOON.minusYears(5), NOON, 100))
        .containsExactly(OffsetDateTime.parse("2025-05-01T00:00Z"));
    assertThat(latest.missed(HOURLY, NOON.minusMinutes(30), NOON, 100)).isEmpty();
  }

  @Test
  void none_gives_none() {
    assertThat(CatchUp.NONE.missed(HOURLY, NOON.minusHours(9), NOON, 100)).isEmpty();
  }

  @Test
  void a_window_has_to_be_positive() {
    assertThatThrownBy(() -> new CatchUp(Which.ALL, Duration.ZERO))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage("The catch-up window must be positive");
  }
}
