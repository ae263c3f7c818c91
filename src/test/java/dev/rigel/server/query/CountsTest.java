package dev.rigel.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.CountQueryBuilder;
import dev.rigel.contract.query.FlowRunFilterBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.WorkQueueCountQuery;
import dev.rigel.contract.workqueue.WorkQueueFilter;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.DeploymentsResource;
import dev.rigel.server.flow.FlowsResource;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.taskrun.TaskRunsResource;
import dev.rigel.server.workqueue.WorkQueuesResource;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {
  private static final Schedule NONE = null;

  /** Three of each kind. */
  private static void fill(ServerHarness server) {
    var scenario = new Scenario(server);
    for (var n : List.of("one", "two", "three")) {
      scenario.flow("flow-" + n);
      scenario.deployment("deployment-" + n, "queue_" + n, NONE);
    }
    scenario.flow("f"); // of the deployments and runs
    for (var key : List.of("1", "2", "3")) {
      scenario.task(scenario.run(EmpiricalPolicy.NONE), key, EmpiricalPolicy.NONE);
    }
  }

  private static Map<String, ToIntFunction<Integer>> counts(ServerHarness server) {
    var flows = server.resource(FlowsResource.class);
    var runs = server.resource(FlowRunsResource.class);
    var tasks = server.resource(TaskRunsResource.class);
    var deployments = server.resource(DeploymentsResource.class);
    var queues = server.resource(WorkQueuesResource.class);
    return Map.of(
        "flow runs", most -> runs.count(atMost(most)),
        "task runs", most -> tasks.count(atMost(most)),
        "deployments", most -> deployments.count(atMost(most)),
        "flows, one more", most -> flows.count(atMost(most == null ? null : most + 1)) - 1,
        "queues", most -> queues.count(new WorkQueueCountQuery(null, most)));
  }

  private static CountQuery atMost(Integer most) {
    return CountQueryBuilder.builder().atMost(most).build();
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void a_count_stops_where_the_caller_says(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      fill(server);

      assertThat(counts(server))
          .allSatisfy(
              (kind, count) -> {
                assertThat(count.applyAsInt(null)).isEqualTo(3);
                assertThat(count.applyAsInt(1)).isEqualTo(1);
                assertThat(count.applyAsInt(2)).isEqualTo(2);
                assertThat(count.applyAsInt(3)).isEqualTo(3);
                assertThat(count.applyAsInt(10_000)).isEqualTo(3);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void what_does_not_fit_is_not_counted_on_the_way(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      fill(server);
      var scenario = new Scenario(server);
      scenario.propose(scenario.runs().get(0).id(), StateType.RUNNING);
      var scheduled = new Match.StateTypes(List.of(StateType.SCHEDULED));
      var filter =
          FlowRunFilterBuilder.builder().state(new Match.States(null, scheduled, null)).build();
      var runs = server.resource(FlowRunsResource.class);
      var query = CountQueryBuilder.builder().flowRuns(filter);

      assertThat(runs.count(query.atMost(3).build())).isEqualTo(2);
      assertThat(runs.count(query.atMost(1).build())).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void queues_are_counted_by_parts_of_their_names(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      fill(server);
      var queues = server.resource(WorkQueuesResource.class);

      assertThat(queues.count(new WorkQueueCountQuery(like("UE_T"), null))).isEqualTo(2);
      assertThat(queues.count(new WorkQueueCountQuery(like("UE_T"), 1))).isEqualTo(1);
      assertThat(queues.count(new WorkQueueCountQuery(like("no such name"), 1))).isZero();
    }
  }

  private static WorkQueueFilter like(String text) {
    return new WorkQueueFilter(null, new Match.NamesOrPrefixes(null, null, text));
  }
}
