package dev.rigel.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartJitterTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2025-06-10T12:00Z");
  private static final UUID BLUE = UUID.fromString("7c1e0000-0000-4000-8000-000000000001");
  private static final StartJitter HOUR = new StartJitter(Duration.ofHours(1));

  @Test
  void every_server_plants_the_same_start() {
    assertThat(HOUR.startOf(BLUE, NOON))
        .isEqualTo(HOUR.startOf(UUID.fromString(BLUE.toString()), NOON))
        // as computed once: servers of two versions side by side have to agree
        .isEqualTo(OffsetDateTime.parse("2025-06-10T12:43:35.150Z"));
  }

  @Test
  void starts_of_many_deployments_spread_evenly() {
    var perQuarter =
        IntStream.range(0, 4_000)
            .mapToObj(n -> HOUR.startOf(new UUID(n, 1), NOON))
            .mapToInt(start -> (int) Duration.between(NOON, start).toMinutes() / 15)
            .toArray();

    for (var quarter = 0; quarter < 4; quarter++) {
      var q = quarter;
      assertThat(IntStream.of(perQuarter).filter(x -> x == q).count()).isBetween(900L, 1_100L);
    }
  }

  @Test
  void the_delay_differs_from_date_to_date() {
    var delays =
        IntStream.range(0, 100)
            .mapToObj(day -> NOON.plusDays(day))
            .map(date -> Duration.between(date, HOUR.startOf(BLUE, date)))
            .distinct();

    assertThat(delays.count()).isGreaterThan(90);
  }

  @Test
  void without_jitter_a_run_starts_at_its_date() {
    assertThat(StartJitter.NONE.startOf(BLUE, NOON)).isEqualTo(NOON);
  }
}
