package dev.rigel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @Test
  void pauses_double_up_to_the_longest() {
    assertThat(pauses(1)).allMatch(pause -> isBetween(pause, 250, 500));
    assertThat(pauses(2)).allMatch(pause -> isBetween(pause, 500, 1_000));
    assertThat(pauses(5)).allMatch(pause -> isBetween(pause, 4_000, 8_000));
    assertThat(pauses(10_000)).allMatch(pause -> isBetween(pause, 5_000, 10_000));
  }

  @Test
  void agents_that_lose_their_server_at_once_do_not_come_back_at_once() {
    assertThat(pauses(6).distinct().count()).isGreaterThan(100);
  }

  private static Stream<Duration> pauses(int failures) {
    return Stream.generate(() -> Outage.pause(failures, LONGEST)).limit(1_000);
  }

  private static boolean isBetween(Duration pause, long least, long most) {
    return pause.toMillis() >= least && pause.toMillis() <= most;
  }
}
