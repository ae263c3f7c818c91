package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.schedule.CronSchedule;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class EndingDatesTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2025-06-10T12:00Z");
  private static final Dates HOURLY = Schedules.dates(new CronSchedule("@hourly", null, true));

  @Test
  void the_end_is_the_last_date_where_it_is_one() {
    assertThat(HOURLY.until(NOON.plusHours(1)).from(NOON)).containsExactly(NOON, NOON.plusHours(1));
    assertThat(HOURLY.until(NOON.plusMinutes(59)).from(NOON)).containsExactly(NOON);
  }

  @Test
  void behind_the_end_there_is_nothing_and_nothing_is_searched() {
    assertThat(HOURLY.until(NOON).atOrAfter(NOON.plusNanos(1))).isEmpty();
  }
}
