package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.fixture.LogWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollFailuresTest {
  @TempDir Path home;
  private final LogWatch log = new LogWatch("rigel");
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PollFailures outages =
      new PollFailures(
          Duration.ofSeconds(5),
          new PrintStream(printed, true, StandardCharsets.UTF_8),
          "All work queues can be polled again.",
          new Pulse(System::nanoTime));

  @AfterEach
  void stopWatching() {
    log.close();
  }

  @Test
  void a_server_that_stays_away_is_said_once_told_after_three_passes_and_asked_less_often()
      throws IOException {
    var away = serverAway();
    var pauses = new ArrayList<Long>();
    for (int pass = 0; pass < 8; pass++) {
      outages.beginPass();
      outages.add("Failed to poll work queue 'q'", away);
      assertThat(outages.isServerAway()).isTrue();
      assertThat(outages.endPass()).isFalse();
      pauses.add(outages.untilNextPass().toSeconds());
    }

    assertThat(pauses).isEqualTo(List.of(5L, 5L, 10L, 20L, 40L, 60L, 60L, 60L));
    assertThat(log.messages()).containsExactly(away.getMessage());
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsOnlyOnce("Failed the last 3 attempts.  Please check your environment")
        .contains(away.getMessage());
  }

  @Test
  void a_good_pass_ends_it() throws IOException {
    outages.beginPass();
    outages.add("Failed to poll work queue 'q'", serverAway());
    outages.endPass();

    outages.beginPass();

    assertThat(outages.endPass()).isTrue();
    assertThat(outages.isServerAway()).isFalse();
    assertThat(outages.untilNextPass()).hasSeconds(5);
    assertThat(log.messages()).endsWith("All work queues can be polled again.");
  }

  private ApiException serverAway() throws IOException {
    int free;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    var settings =
        GivenSettings.of(
            Map.of(API_URL, "http://127.0.0.1:" + free + "/api", HOME, home.toString()));
    try (var api = new ApiClient(settings, new MicroProfileTransport())) {
      return Assertions.catchThrowableOfType(
          ApiException.class, () -> api.flows().read(UUID.randomUUID()));
    }
  }
}
