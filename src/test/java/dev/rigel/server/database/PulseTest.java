package dev.rigel.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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
  void a_long_pass_is_not_late_while_its_parts_go_well() {
    pulse.expect("sending", Duration.ofSeconds(4));
    var left = new AtomicInteger(100);

    pulse.pass(
        "sending",
        () -> {
          assertThat(pulse.late()).isEmpty();
          pass(Duration.ofSeconds(10));
          return left.decrementAndGet() > 0;
        });

    assertThat(left).hasValue(0);
    assertThat(pulse.late()).isEmpty();
  }

  @Test
  void a_first_step_that_goes_well_does_not_hide_a_second_that_always_fails() {
    pulse.expect("marking", Duration.ofSeconds(5));
    BooleanSupplier well = () -> false;
    BooleanSupplier failing =
        () -> {
          throw new IllegalStateException("for this test");
        };
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(5));
      assertThat(pulse.pass("marking", well, failing)).isFalse();
    }

    assertThat(pulse.late()).containsExactly("marking");
    assertThat(pulse.pass("marking", well, well)).isTrue();
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
