package dev.rigel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.contract.state.StateType;
import dev.rigel.it.EachOnce;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way between an agent and the server delays, keeps and cuts. */
@OnScene
@EachOnce
class LateAnswersIT {
  private static final Map<String, String> IMPATIENT = Map.of("PREFECT_API_REQUEST_TIMEOUT", "3");

  private final Scene scene;
  private TcpProxy proxy;

  @TempDir Path directory;

  LateAnswersIT(Scene scene) {
    this.scene = scene;
  }

  @BeforeEach
  void open() {
    proxy = TcpProxy.before(scene.server().api());
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private URI through() {
    return URI.create("http://127.0.0.1:" + proxy.port() + "/api");
  }

  @Test
  void a_state_that_is_stored_after_its_sender_gave_up_is_still_its_senders() throws Exception {
    proxy.makeLate("/set_state");
    try (var api = scene.api();
        var job = new EnduringJob(api, through(), directory, IMPATIENT)) {
      job.awaitRunning();
      job.end();
      assertThat(proxy.late()).isGreaterThan(2);
      assertWentWell(job);
    }
  }

  @Test
  void a_job_does_not_mind_that_the_way_is_cut_and_silent_for_a_while() throws Exception {
    try (var api = scene.api();
        var job = new EnduringJob(api, through(), directory, IMPATIENT)) {
      job.awaitRunning();
      proxy.cut();
      awaitNoticed(job, "no usable answer");
      proxy.pass();
      proxy.blackHole();
      awaitNoticed(job, "no answer");
      proxy.pass();
      job.end();
      assertWentWell(job);
    }
  }

  private static void awaitNoticed(EnduringJob job, String word) {
    await("an agent that notices: " + word)
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(job.output()).contains(word));
  }

  private static void assertWentWell(EnduringJob job) {
    assertThat(job.diary()).as(job.output()).containsExactly("begun", "ended");
    assertThat(job.states())
        .as(job.output())
        .containsExactly(
            StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.COMPLETED);
  }
}
