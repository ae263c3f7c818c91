package dev.rigel.server.benchmark;

import static dev.rigel.contract.state.StateType.COMPLETED;
import static dev.rigel.contract.state.StateType.PENDING;
import static dev.rigel.contract.state.StateType.RUNNING;
import static dev.rigel.contract.state.StateType.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.SetStateStatus;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.server.database.Database;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.harness.TestDatabase;
import dev.rigel.server.state.Proposer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What lists, counts and histories cost with a million flow runs: resource, SQL and JSON, without
 * HTTP; prints a Markdown table. Not part of the build: {@code mvn test -Dtest=QueryBenchmark}.
 *
 * <p>{@code -Druns=} how many flow runs (default 1,000,000); {@code -Dcalls=} how often each call
 * is made (default 20, after 3 that do not count); {@code -Donly=} part of the calls' names; {@code
 * -Ddatabase=} the JDBC URL of a PostgreSQL, with user and password, or of a file of H2, that is
 * filled if it is empty, and kept. Without that a PostgreSQL is started, and thrown away.
 */
@TestMethodOrder(OrderAnnotation.class)
class QueryBenchmark {
  private static final long RUNS = Long.getLong("runs", 1_000_000);
  private static final int UNCOUNTED = 3;
  private static final int LIVES = 1_000;

  private static TestDatabase database;
  private static Tables tables;

  @BeforeAll
  static void fill() throws SQLException {
    var url = System.getProperty("database");
    database = url == null ? TestDatabase.of(Database.POSTGRESQL) : TestDatabase.at(url);
    tables = new Tables(database.kind(), database.source());
    var start = System.nanoTime();
    tables.fill(RUNS);
    var seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    System.out.printf("%s; %d s to fill%n", tables.size(), seconds);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource
  void calls_of_command_line_agents_and_dashboards(JpaProvider provider) throws Exception {
    var slow = new ArrayList<String>();
    var scanning = new ArrayList<String>();
    try (var server = ServerHarness.beside(database, provider)) {
      server.clock().run();
      System.out.printf("%n%s, load %.1f%n%n", provider, load());
      System.out.println("| Call | p50 ms | p95 ms | max ms | bytes | | read from end to end |");
      System.out.println("|---|---:|---:|---:|---:|---|---|");
      for (var call : new Calls(server, RUNS).all().entrySet()) {
        if (call.getKey().contains(System.getProperty("only", ""))) {
          measure(call.getKey(), call.getValue(), slow, scanning);
        }
      }
    }
    System.out.printf("%nload %.1f; slow: %s; from end to end: %s%n", load(), slow, scanning);
  }

  /** What indexes cost those who write: each run is made, claimed, started and completed. */
  @Order(2)
  @ParameterizedTest
  @EnumSource
  void lives_of_runs(JpaProvider provider) throws Exception {
    try (var server = ServerHarness.beside(database, provider)) {
      server.clock().run();
      var flow = server.get(Flows.class).create(new FlowCreate("life", List.of())).value().id();
      live(server, flow, LIVES / 4);
      var start = System.nanoTime();
      live(server, flow, LIVES);
      var seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%n%s, load %.1f: %.0f runs a second made, claimed, started and completed%n",
          provider, load(), LIVES / seconds);
    }
  }

  private static void live(ServerHarness server, UUID flow, int runs) {
    for (int i = 0; i < runs; i++) {
      var create =
          FlowRunCreateBuilder.builder()
              .state(StateCreate.of(SCHEDULED, null))
              .name("brave-comet-" + i)
              .flowId(flow)
              .parameters(Map.of("limit", 100))
              .context(Map.of())
              .empiricalPolicy(EmpiricalPolicy.NONE)
              .tags(List.of("team-1", "life"))
              .build();
      var run = server.get(FlowRuns.class).create(create, "life").value().id();
      for (var state : List.of(PENDING, RUNNING, COMPLETED)) {
        var proposal = StateProposal.of(StateCreate.of(state, null));
        var result =
            server.get(FlowRunGate.class).propose(List.of(run), proposal, Proposer.NEWEST).get(0);
        assertThat(result.status()).isEqualTo(SetStateStatus.ACCEPT);
      }
    }
  }

  private static void measure(
      String name, IntFunction<Object> call, ArrayList<String> slow, ArrayList<String> scanning)
      throws Exception {
    var before = tables.sequentialScans();
    var timing = timing(call);
    var read = changed(before, tables.sequentialScans());
    if (!timing.isKept()) {
      slow.add(name);
    }
    if (!read.isEmpty()) {
      scanning.add(name);
    }
    System.out.printf(
        "| `%s` | %d | %d | %d | %d | %s | %s |%n",
        name,
        timing.percentile(50).toMillis(),
        timing.percentile(95).toMillis(),
        timing.percentile(100).toMillis(),
        timing.bytes(),
        timing.isKept() ? "" : "**slow**",
        String.join(", ", read));
  }

  private static Timing timing(IntFunction<Object> call) throws IOException {
    var times = new ArrayList<Duration>();
    var bytes = 0;
    for (int i = 0; i < UNCOUNTED + Integer.getInteger("calls", 20); i++) {
      var start = System.nanoTime();
      bytes = Json.mapper().writeValueAsBytes(call.apply(i)).length;
      times.add(Duration.ofNanos(System.nanoTime() - start));
    }
    assertThat(bytes).isPositive();
    return new Timing(times.subList(UNCOUNTED, times.size()), bytes);
  }

  private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
    var changed = new TreeSet<>(after.keySet());
    changed.removeIf(table -> after.get(table).equals(before.get(table)));
    return changed;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
