package dev.rigel.server.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.EmpiricalPolicyBuilder;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  private static final UUID RUN = UUID.fromString("6f1f3a55-4b0c-4b8e-9b43-0d3f6b1c2a10");

  @Test
  void a_plain_delay_is_the_same_for_each_try() {
    var policy = EmpiricalPolicy.of(3, 7);

    assertThat(RetryDelay.of(policy, RUN, 1)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryDelay.of(policy, RUN, 3)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryDelay.of(EmpiricalPolicy.NONE, RUN, 1)).isZero();
    assertThat(RetryDelay.of(EmpiricalPolicy.of(1, -5), RUN, 1)).isZero();
  }

  @Test
  void it_grows_up_to_the_longest() {
    var policy = growing().build();

    assertThat(IntStream.rangeClosed(1, 5).mapToObj(i -> RetryDelay.of(policy, RUN, i)))
        .extracting(Duration::toSeconds)
        .containsExactly(10L, 20L, 40L, 60L, 60L);
  }

  @Test
  void chance_adds_no_more_than_its_part_and_spreads_runs() {
    var policy = growing().retryJitterFactor(0.5).build();

    var delays =
        IntStream.range(0, 1_000)
            .mapToObj(i -> RetryDelay.of(policy, UUID.randomUUID(), 2).toMillis())
            .toList();

    assertThat(delays).allSatisfy(ms -> assertThat(ms).isBetween(20_000L, 30_000L));
    assertThat(delays.stream().mapToLong(ms -> ms).average().getAsDouble())
        .isBetween(24_000d, 26_000d);
    assertThat(delays.stream().distinct().count()).isGreaterThan(900);
    assertThat(RetryDelay.of(policy, RUN, 2)).isEqualTo(RetryDelay.of(policy, RUN, 2));
  }

  @Test
  void no_policy_leads_beyond_the_end_of_time() {
    var policy =
        EmpiricalPolicyBuilder.builder()
            .retryDelay(Integer.MAX_VALUE)
            .retryBackoffFactor(1e300)
            .retryJitterFactor(1e300)
            .build();

    assertThat(RetryDelay.of(policy, RUN, 1_000)).isLessThan(Duration.ofDays(36_526));
  }

  private static EmpiricalPolicyBuilder growing() {
    return EmpiricalPolicyBuilder.builder()
        .retries(5)
        .retryDelay(10)
        .retryBackoffFactor(2.0)
        .retryMaxDelay(60);
  }
}
