package dev.rigel.server.flowrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.query.CountQueryBuilder;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagFiltersTest {
  private static final List<String> ODD =
      List.of(
          "[",
          "]",
          ",",
          "\n",
          "\n,\n",
          "]\n",
          "\"",
          "\\",
          "a\"\n,\n\"b",
          "%",
          "_",
          "!",
          " x ",
          "",
          "é👋");

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void whole_tags_are_found_however_odd_they_are(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var flow = new Scenario(server).flow("f");
      for (var tags : List.of(ODD, List.of("ab"), List.<String>of())) {
        server.get(FlowRuns.class).create(run(flow, tags), null);
      }

      assertThat(ODD).allSatisfy(tag -> assertThat(count(server, List.of(tag))).isEqualTo(1));
      assertThat(count(server, ODD)).isEqualTo(1);
      assertThat(count(server, List.of("ab"))).isEqualTo(1);
      assertThat(count(server, List.of("a"))).isZero();
      assertThat(count(server, List.of("ab", "["))).isZero();
      assertThat(count(server, List.of())).isEqualTo(3);
    }
  }

  private static int count(ServerHarness server, List<String> all) {
    var tags = new Match.Tags(null, all, null);
    var filter = FlowRunFilterBuilder.builder().tags(tags).build();
    return server.get(FlowRuns.class).count(CountQueryBuilder.builder().flowRuns(filter).build());
  }

  private static FlowRunCreate run(UUID flow, List<String> tags) {
    return FlowRunCreateBuilder.builder()
        .state(StateCreate.of(StateType.PENDING, null))
        .flowId(flow)
        .parameters(Map.of())
        .context(Map.of())
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(tags)
        .build();
  }
}
