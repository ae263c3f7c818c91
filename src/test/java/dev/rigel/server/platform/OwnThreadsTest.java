package dev.rigel.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnThreadsTest {

  @Test
  void work_that_lasts_keeps_no_other_work_waiting() throws InterruptedException {
    var many = 4 * Runtime.getRuntime().availableProcessors() + 1;
    var begun = new CountDownLatch(many);
    var mayEnd = new CountDownLatch(1);
    var threads = new OwnThreads(Thread::new);
    try {
      for (int i = 0; i < many; i++) {
        threads.execute(
            () -> {
              begun.countDown();
              awaitUninterruptibly(mayEnd);
            });
      }

      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      mayEnd.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
