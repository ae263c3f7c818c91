package dev.rigel.server.agent;

import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Database;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What long lists of ids cost: in an exchange, and in a filter of flow runs; prints Markdown lines,
 * the best of some calls each. Not part of the build: {@code mvn test -Dtest=IdListsBenchmark}.
 */
class IdListsBenchmark {
  private static final List<Integer> SIZES = List.of(100, 1_000, 8_000, 10_000);
  private static final int RUNS = 100;
  private static final int CALLS = Integer.getInteger("calls", 3);

  @ParameterizedTest
  @CsvSource({
    "H2, ECLIPSELINK",
    "H2, HIBERNATE",
    "POSTGRESQL, ECLIPSELINK",
    "POSTGRESQL, HIBERNATE"
  })
  void lists(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var scenario = new Scenario(server);
      var known = new ArrayList<UUID>();
      var deployment = scenario.deployment("d", "q", null);
      for (int i = 0; i < RUNS; i++) {
        known.add(scenario.run(deployment, server.clock().now(), EmpiricalPolicy.NONE));
      }
      var talk = new AgentTalk(server);
      var agent = talk.agent("other");
      print(
          database + ", " + provider + ", exchange",
          known,
          ids -> talk.exchange(agent, AgentTalk.having(ids.toArray(UUID[]::new))));
      print(
          database + ", " + provider + ", filter",
          known,
          ids -> server.get(FlowRuns.class).list(filter(ids)));
    }
    System.out.printf(
        "load %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static FlowRunQuery filter(List<UUID> ids) {
    var filter = FlowRunFilterBuilder.builder().id(new Match.SomeIds(ids, null)).build();
    return FlowRunQueryBuilder.builder().flowRuns(filter).sort(FlowRunSort.ID_DESC).build();
  }

  private interface Call {
    void with(List<UUID> ids);
  }

  private static void print(String what, List<UUID> known, Call call) {
    var line = new StringBuilder("| " + what);
    for (var size : SIZES) {
      var unknown = Stream.generate(UUID::randomUUID);
      var ids = Stream.concat(known.stream(), unknown).limit(size).toList();
      var best = Long.MAX_VALUE;
      for (int i = 0; i < CALLS; i++) {
        var start = System.nanoTime();
        call.with(ids);
        best = Math.min(best, System.nanoTime() - start);
      }
      line.append(" | %,d".formatted(best / 1_000_000));
    }
    System.out.println(line + " |");
  }
}
