package dev.rigel.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
  private final OpenRequests requests = new OpenRequests();

  @Test
  void closed_lets_nobody_in() throws Exception {
    assertThat(requests.enter()).isTrue();
    requests.leave();

    assertThat(requests.close(Duration.ofMinutes(1))).isZero();

    assertThat(requests.enter()).isFalse();
  }

  @Test
  void those_inside_are_waited_for() throws Exception {
    requests.enter();
    requests.enter();
    var closed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return requests.close(Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    while (requests.enter()) {
      requests.leave();
    }

    requests.leave();
    assertThat(closed).isNotDone();
    requests.leave();

    assertThat(closed.get(1, TimeUnit.MINUTES)).isZero();
  }

  @Test
  void patience_ends() throws Exception {
    requests.enter();

    assertThat(requests.close(Duration.ofMillis(10))).isEqualTo(1);
  }
}
