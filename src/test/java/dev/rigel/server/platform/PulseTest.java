package dev.rigel.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Pulse pulse = new Pulse(nanos::get);

  @Test
  void work_that_goes_well_is_not_late() {
    pulse.expect("planting", Duration.ofSeconds(5));

    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(5));
      assertThat(pulse.beat("planting", () -> {})).isTrue();
    }

    assertThat(pulse.late()).isEmpty();
  }

  @Test
  void work_that_fails_again_and_again_is_late_until_it_goes_well() {
    pulse.expect("planting", Duration.ofSeconds(5));
    for (int i = 0; i < 16; i++) {
      pass(Duration.ofSeconds(5));
      assertThat(pulse.beat("planting", PulseTest::fail)).isFalse();
    }

    assertThat(pulse.late()).containsExactly("planting");
    pulse.beat("planting", () -> {});
    assertThat(pulse.late()).isEmpty();
  }

  @Test
  void work_that_is_switched_off_is_not_expected() {
    pass(Duration.ofDays(1));

    assertThat(pulse.late()).isEmpty();
  }

  @Test
  void the_end_waits_for_what_is_under_way_and_lets_nothing_begin() throws Exception {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var done = new AtomicBoolean();
    var worker =
        CompletableFuture.runAsync(
            () ->
                pulse.beat(
                    "planting",
                    () -> {
                      begun.countDown();
                      awaitUninterruptibly(mayEnd);
                      done.set(true);
                    }));
    begun.await();
    var end =
        CompletableFuture.supplyAsync(
            () -> {
              pulse.end(Duration.ofMinutes(1));
              return done.get();
            });
    await().until(() -> !pulse.beat("marking", () -> {}));
    assertThat(end).isNotDone();

    mayEnd.countDown();

    assertThat(end.get()).isTrue();
    worker.get();
    assertThat(pulse.beat("planting", () -> {})).isFalse();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static void fail() {
    throw new IllegalStateException("for this test");
  }
}
