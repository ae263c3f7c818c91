package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.GivenSettings;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether an agent's memory stays flat over many short runs; prints Markdown lines. The agent is
 * real, and so are its processes ({@code true}) and its batch jobs in its own JVM; the server is
 * not. Not part of the build: {@code mvn test -Dtest=AgentMemoryBenchmark}. {@code -Druns=} how
 * many runs of each kind there are (default 20,000).
 */
class AgentMemoryBenchmark {
  private static final int RUNS = Integer.getInteger("runs", 20_000);
  private static final Duration LONG = Duration.ofHours(2);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"process", "agent"})
  void memory(String runtime) throws InterruptedException {
    try (var server = server(runtime);
        var agent = agent(server)) {
      var thread = new Thread(agent::run, "agent");
      thread.start();
      System.out.println("| `" + runtime + "`: runs | heap MB | other MB | classes | threads |");
      System.out.println("|---:|---:|---:|---:|---:|");
      for (var look : List.of(RUNS / 100, RUNS / 10, RUNS / 4, RUNS / 2, RUNS)) {
        server.add(look - server.ended());
        await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> server.ended() == look);
        print(look);
      }
      agent.drain();
      thread.join();
      assertThat(server.ended()).isEqualTo(RUNS);
    }
    System.out.printf(
        "load %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** What is used after a collection, with classes that nobody uses any more unloaded. */
  private static void print(int runs) {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    System.out.printf(
        "| %,d | %.1f | %.1f | %,d | %d |%n",
        runs,
        memory.getHeapMemoryUsage().getUsed() / 1e6,
        memory.getNonHeapMemoryUsage().getUsed() / 1e6,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private PlentyOfWork server(String runtime) {
    return runtime.equals("process")
        ? new PlentyOfWork("process", Map.of("command", List.of("true"), "stream_output", false))
        : new PlentyOfWork("batch-job", Map.of("runtime", runtime));
  }

  private Agent agent(PlentyOfWork server) {
    var settings = GivenSettings.of(Map.of(API_URL, server.url(), HOME, directory.toString()));
    var silent = new PrintStream(PrintStream.nullOutputStream());
    var options = AgentOptionsBuilder.builder().queues(List.of("q")).hideWelcome(true).limit(16);
    return AgentProgram.agent(options.build(), settings, silent, Clock.systemUTC());
  }
}
