package dev.rigel.server.query;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentQueryBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentSort;
import dev.rigel.contract.flow.FlowQueryBuilder;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowSort;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.log.LogCreateBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.taskrun.TaskRunCreateBuilder;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunSort;
import dev.rigel.server.database.Database;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.deployment.DeploymentsResource;
import dev.rigel.server.flow.FlowsResource;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.Scenario;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.log.LogsResource;
import dev.rigel.server.taskrun.TaskRuns;
import dev.rigel.server.taskrun.TaskRunsResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows that are alike in what a list goes by: ten of them, made at one time, which stands still.
 */
class OrdersTest {
  private static final int ROWS = 10;
  private static final int PAGE = 3;

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void flow_runs_that_are_alike_go_by_id(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var flow = new Scenario(server).flow("f");
      IntStream.range(0, ROWS).forEach(i -> flowRun(server, flow));
      var runs = server.resource(FlowRunsResource.class);

      for (var sort : FlowRunSort.values()) {
        var query = FlowRunQueryBuilder.builder().sort(sort).limit(PAGE);
        goesById(
            sort,
            offset -> runs.filter(query.offset(offset).build()).stream().map(FlowRunResponse::id));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void task_runs_that_are_alike_go_by_id(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var run = new Scenario(server).run(EmpiricalPolicy.NONE);
      IntStream.range(0, ROWS).forEach(i -> taskRun(server, run, "key-" + i));
      var runs = server.resource(TaskRunsResource.class);

      for (var sort : TaskRunSort.values()) {
        var query = TaskRunQueryBuilder.builder().sort(sort).limit(PAGE);
        goesById(
            sort,
            offset -> runs.filter(query.offset(offset).build()).stream().map(TaskRunResponse::id));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void deployments_that_are_alike_go_by_id(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      IntStream.range(0, ROWS).forEach(i -> deployment(server, "flow-" + i));
      var deployments = server.resource(DeploymentsResource.class);

      for (var sort : DeploymentSort.values()) {
        var query = DeploymentQueryBuilder.builder().sort(sort).limit(PAGE);
        goesById(
            sort,
            offset ->
                deployments.filter(query.offset(offset).build()).stream()
                    .map(DeploymentResponse::id));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void flows_that_are_alike_go_by_id(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      IntStream.range(0, ROWS).forEach(i -> new Scenario(server).flow("flow-" + i));
      var flows = server.resource(FlowsResource.class);

      for (var sort : List.of(FlowSort.CREATED_DESC, FlowSort.UPDATED_DESC)) {
        var query = FlowQueryBuilder.builder().sort(sort).limit(PAGE);
        goesById(
            sort,
            offset -> flows.filter(query.offset(offset).build()).stream().map(FlowResponse::id));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"H2,HIBERNATE", "POSTGRESQL,ECLIPSELINK"})
  void logs_that_are_alike_go_by_id(Database database, JpaProvider provider) {
    try (var server = ServerHarness.on(database, provider)) {
      var log =
          LogCreateBuilder.builder()
              .name("alike")
              .level(20)
              .message("the same")
              .timestamp(server.clock().now())
              .flowRunId(UUID.randomUUID())
              .taskRunId(UUID.randomUUID())
              .build();
      var logs = server.resource(LogsResource.class);
      IntStream.range(0, ROWS).forEach(i -> logs.create(List.of(log)));

      for (var sort : LogSort.values()) {
        goesById(
            sort,
            offset ->
                logs.filter(new LogQuery(null, sort, PAGE, offset)).stream().map(LogResponse::id));
      }
    }
  }

  /** Page by page: each row once, by id, in the direction that the order has. */
  private static void goesById(Enum<?> sort, IntFunction<Stream<UUID>> page) {
    var ids = new ArrayList<String>();
    for (int offset = 0; offset < ROWS; offset += PAGE) {
      page.apply(offset).map(UUID::toString).forEach(ids::add);
    }
    assertThat(ids)
        .as(sort.name())
        .hasSize(ROWS)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(sort.name().endsWith("_DESC") ? reverseOrder() : naturalOrder());
  }

  private static void flowRun(ServerHarness server, UUID flow) {
    var create =
        FlowRunCreateBuilder.builder()
            .state(StateCreate.scheduled(server.clock().now(), null))
            .name("alike")
            .flowId(flow)
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    server.get(FlowRuns.class).create(create, null);
  }

  private static void taskRun(ServerHarness server, UUID flowRun, String key) {
    var create =
        TaskRunCreateBuilder.builder()
            .state(StateCreate.scheduled(server.clock().now(), null))
            .name("alike")
            .flowRunId(flowRun)
            .taskKey(key)
            .dynamicKey("0")
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .taskInputs(Map.of())
            .build();
    server.get(TaskRuns.class).create(create);
  }

  private static void deployment(ServerHarness server, String flow) {
    var create =
        DeploymentCreateBuilder.builder()
            .name("alike")
            .flowId(new Scenario(server).flow(flow))
            .parameters(Map.of())
            .tags(List.of())
            .infraOverrides(Map.of())
            .build();
    server.get(Deployments.class).create(create);
  }
}
