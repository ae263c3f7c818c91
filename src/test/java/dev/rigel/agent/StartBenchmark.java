package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;
import static dev.rigel.contract.state.StateType.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.GivenSettings;
import dev.rigel.contract.state.StateType;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How late batch jobs begin that an agent has taken ahead of their time, by the database's clock;
 * prints Markdown lines. They run in the agent's JVM; the engine is the same in any other. Not part
 * of the build: {@code mvn test -Dtest=StartBenchmark}. {@code -Druns=} how many there are (default
 * 20).
 */
class StartBenchmark {
  private static final int RUNS = Integer.getInteger("runs", 20);

  /** Until the first is due: by then the agent has started and has taken it. */
  private static final Duration AHEAD = Duration.ofSeconds(15);

  /** Between two, so that they begin one by one, and at any part of a second. */
  private static final Duration APART = Duration.ofMillis(1_137);

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path directory;
  private final ServerFacts server = new ServerFacts();

  @Test
  void starts() throws InterruptedException {
    var runs = List.<UUID>of();
    callOnce();
    try (var agent = agent()) {
      var thread = new Thread(agent::run, "agent");
      thread.start();
      runs = planted(); // the agent is there, and has time to take them
      await().atMost(LONG).until(all(runs, COMPLETED));
      agent.drain();
      thread.join();
    }
    var late = runs.stream().filter(this::wasTakenAhead).map(this::lateness).sorted().toList();
    assertThat(late.get(0)).isGreaterThanOrEqualTo(Duration.ZERO);
    System.out.println("| Runs | p50 ms | max ms |");
    System.out.println("|---:|---:|---:|");
    System.out.printf(
        "| %d | %.1f | %.1f |%n",
        late.size(), millis(late.get((late.size() - 1) / 2)), millis(late.get(late.size() - 1)));
    System.out.printf(
        "load %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** What is called for the first time while the agent starts CDI would be bound to that. */
  private void callOnce() {
    var run = server.run("elsewhere", server.deployment(null, "f.py:f", Map.of()), AHEAD);
    server.states(run);
    server.dueAt(run);
  }

  private List<UUID> planted() {
    var block = server.block("batch-job", Map.of("runtime", "agent"));
    var runs = new ArrayList<UUID>();
    for (var i = 0; i < RUNS; i++) {
      var deployment = server.deployment(block, "batch:engine-numbers", Map.of());
      runs.add(server.run("q", deployment, AHEAD.plus(APART.multipliedBy(i))));
    }
    return runs;
  }

  private Agent agent() {
    var settings =
        GivenSettings.of(
            Map.of(API_URL, ServerFacts.address() + "/api", HOME, directory.toString()));
    var silent = new PrintStream(PrintStream.nullOutputStream());
    return AgentProgram.agent(AgentOptions.serving("q"), settings, silent, Clock.systemUTC());
  }

  private Callable<Boolean> all(List<UUID> runs, StateType type) {
    return () -> runs.stream().allMatch(run -> server.states(run).contains(type));
  }

  /** On a machine that is too busy some may not be. */
  private boolean wasTakenAhead(UUID run) {
    return server.takenAt(run).isBefore(server.dueAt(run));
  }

  private Duration lateness(UUID run) {
    return Duration.between(server.dueAt(run), server.runningSince(run));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
