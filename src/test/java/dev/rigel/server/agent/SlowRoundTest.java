package dev.rigel.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SlowRoundTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final long START = Long.MAX_VALUE - 1; // nanoseconds that overflow soon

  private final SlowRound round = new SlowRound(START);

  @Test
  void each_has_a_turn_and_then_nobody_until_after_a_pause() {
    assertThat(round.nanosToNext(START)).isZero();
    assertThat(round.turn(List.of(A, B), START)).contains(A);
    assertThat(round.nanosToNext(after(1))).isZero();
    assertThat(round.turn(List.of(A, B), after(1))).contains(B);

    assertThat(round.nanosToNext(after(1))).isEqualTo(SlowRound.PAUSE.toNanos());
    assertThat(round.turn(List.of(A, B), after(5_000))).isEmpty();
    assertThat(round.turn(List.of(A), after(5_001))).contains(A);
  }

  @Test
  void a_long_round_is_followed_by_a_longer_pause() {
    round.turn(List.of(A, B), START);
    round.turn(List.of(), after(3_000));

    assertThat(round.nanosToNext(after(3_000))).isEqualTo(Duration.ofSeconds(12).toNanos());
  }

  @Test
  void it_begins_anew_when_something_was_missed() {
    round.turn(List.of(A, B), START);

    round.begin(after(1));

    assertThat(round.turn(List.of(A, B), after(1))).contains(A);
    assertThat(round.turn(List.of(), after(1))).contains(B);
    assertThat(round.turn(List.of(A, B), after(2))).isEmpty();
  }

  @Test
  void where_nobody_waits_it_waits_too() {
    assertThat(round.turn(List.of(), START)).isEmpty();
    assertThat(round.nanosToNext(START)).isEqualTo(SlowRound.PAUSE.toNanos());
  }

  private static long after(long millis) {
    return START + Duration.ofMillis(millis).toNanos();
  }
}
