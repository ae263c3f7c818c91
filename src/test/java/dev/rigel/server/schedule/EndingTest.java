package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rigel.contract.schedule.CronSchedule;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2025-06-10T12:00Z");
  private static final Dates HOURLY = Schedules.dates(new CronSchedule("@hourly", null, true));

  @Test
  void the_end_date_is_the_last_one() {
    var ending = new Ending(NOON.plusHours(1), null);

    assertThat(ending.cut(HOURLY.from(NOON), 7)).containsExactly(NOON, NOON.plusHours(1));
  }

  @Test
  void no_more_runs_are_planted_than_allowed() {
    var ending = new Ending(null, 5);

    assertThat(ending.cut(HOURLY.from(NOON), 3)).containsExactly(NOON, NOON.plusHours(1));
    assertThat(ending.cut(HOURLY.from(NOON), 6)).isEmpty();
  }

  @Test
  void without_an_end_it_goes_on() {
    assertThat(Ending.NEVER.cut(HOURLY.from(NOON), 1_000_000).limit(50)).hasSize(50);
  }

  @Test
  void a_maximum_below_one_is_refused() {
    assertThatThrownBy(() -> new Ending(null, 0))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage("The maximum number of runs must be positive");
  }
}
