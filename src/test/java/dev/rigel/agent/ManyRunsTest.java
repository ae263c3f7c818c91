package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.GivenSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left in an agent of runs that have ended; with 20,000 of them: AgentMemoryBenchmark. */
@Timeout(120)
class ManyRunsTest {
  private static final int RUNS = 300;

  /** For so many processes on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(100);

  @TempDir Path home;

  @Test
  void of_many_short_runs_nothing_is_left() throws InterruptedException {
    var block = Map.<String, Object>of("command", List.of("true"), "stream_output", false);
    try (var server = new PlentyOfWork("process", block);
        var agent = agent(server)) {
      var thread = new Thread(agent::run, "agent");
      thread.start();
      server.add(RUNS);
      await().atMost(SOON).until(() -> server.ended() == RUNS);

      await().until(() -> health(agent).flowRuns() == 0);
      assertThat(health(agent).free()).isEqualTo(4);
      assertThat(server.reports()).isGreaterThanOrEqualTo(RUNS); // each has crashed, silently
      agent.drain(); // it ends when it has nothing in hand and nothing to tell
      thread.join();
    }
    await().until(() -> submissions() == 0);
  }

  private static Health health(Agent agent) {
    return agent.health().now(Health.Status.UP);
  }

  private static long submissions() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("submission"))
        .count();
  }

  private Agent agent(PlentyOfWork server) {
    var settings = GivenSettings.of(Map.of(API_URL, server.url(), HOME, home.toString()));
    var options = AgentOptionsBuilder.builder().queues(List.of("q")).hideWelcome(true).limit(4);
    var silent = new PrintStream(PrintStream.nullOutputStream());
    return AgentProgram.agent(options.build(), settings, silent, Clock.systemUTC());
  }
}
