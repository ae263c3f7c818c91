package dev.rigel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private Duration now = Duration.ZERO;
  private int calls;

  @Test
  void the_time_inside_the_calls_counts() {
    assertThatThrownBy(() -> patience().call(() -> hangs(Duration.ofSeconds(60))))
        .isInstanceOf(ApiException.class);

    assertThat(now).isBetween(LIMIT, LIMIT.plusSeconds(70));
  }

  @Test
  void a_first_call_that_takes_all_the_time_is_not_the_last() {
    assertThatThrownBy(() -> patience().call(() -> hangs(LIMIT))).isInstanceOf(ApiException.class);

    assertThat(calls).isEqualTo(2);
  }

  private Object hangs(Duration time) {
    calls++;
    now = now.plus(time);
    throw ApiException.unanswered("no answer", null);
  }

  private Patience patience() {
    var plan = Patience.Plan.doubling(Duration.ofSeconds(1), Duration.ofSeconds(10), LIMIT);
    return new Patience(plan, this::pause, () -> now.toNanos());
  }

  private boolean pause(Duration time) {
    now = now.plus(time);
    return false;
  }
}
