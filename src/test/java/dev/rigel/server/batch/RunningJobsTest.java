package dev.rigel.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunningJobsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final RunningJobs running = new RunningJobs();

  @Test
  void the_end_stops_all_and_waits_until_they_have_reported() throws Exception {
    var stopped = new CountDownLatch(1);
    Runnable stop = stopped::countDown;
    running.add(stop);
    var end = inThread(LONG);
    stopped.await();
    assertThat(end).isNotDone();

    running.remove(stop);

    assertThat(end.get()).isZero();
  }

  @Test
  void a_job_that_does_not_stop_is_not_awaited_for_ever() throws InterruptedException {
    running.add(() -> {});

    assertThat(running.end(Duration.ofMillis(10))).isEqualTo(1);
    assertThat(running.end(LONG)).isEqualTo(1);
  }

  @Test
  void a_pause_ends_with_the_application() throws Exception {
    var pause =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return running.endWithin(LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    running.end(LONG);

    assertThat(pause.get()).isTrue();
    assertThat(running.endWithin(LONG)).isTrue();
  }

  private CompletableFuture<Integer> inThread(Duration patience) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return running.end(patience);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
