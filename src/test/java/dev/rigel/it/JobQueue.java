package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.agent.AgentQueryBuilder;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.log.LogFilterBuilder;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.query.FlowRunFilter;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openapitools.jackson.nullable.JsonNullable;

/** A queue for applications that are agents: who takes runs from it, and runs of their jobs. */
final class JobQueue {
  static final Duration SOON = Duration.ofSeconds(30);

  private final ApiClient api;
  private final String name;

  JobQueue(ApiClient api, String name) {
    this.api = api;
    this.name = name;
  }

  String name() {
    return name;
  }

  List<AgentResponse> online() {
    return api
        .of(AgentsApi.class)
        .filter(AgentQueryBuilder.builder().states(List.of(AgentState.ONLINE)).build())
        .stream()
        .filter(agent -> agent.queues().contains(name))
        .toList();
  }

  void awaitState(UUID run, StateType type) {
    await().atMost(SOON).until(() -> read(run).stateType().isTerminal());
    assertThat(read(run).stateType()).as(read(run).state().message()).isEqualTo(type);
  }

  FlowRunResponse read(UUID run) {
    return api.flowRuns().read(run);
  }

  /** A run on the application's queue; null for one without a block. */
  UUID run(String runtime, String entrypoint, Map<String, Object> parameters) {
    return run(runtime, entrypoint, parameters, OnAgentLost.crash);
  }

  /** One that goes back to its queue when its agent is lost. */
  UUID restartable(String entrypoint, Map<String, Object> parameters) {
    return run("agent", entrypoint, parameters, OnAgentLost.restart);
  }

  UUID run(
      String runtime, String entrypoint, Map<String, Object> parameters, OnAgentLost onAgentLost) {
    var flow = api.flows().create(new FlowCreate(Site.unique("flow"), List.of()));
    var deployment =
        api.deployments()
            .create(
                DeploymentCreateBuilder.builder()
                    .name(Site.unique("deployment"))
                    .flowId(flow.id())
                    .parameters(parameters)
                    .tags(List.of())
                    .entrypoint(entrypoint)
                    .workQueueName(name)
                    .infrastructureDocumentId(runtime == null ? null : block(runtime))
                    .infraOverrides(Map.of())
                    .onAgentLost(JsonNullable.of(onAgentLost))
                    .build());
    var due = StateCreate.scheduled(Site.now(), null);
    return api.deployments().createFlowRun(deployment.id(), Site.withState(due)).id();
  }

  UUID block(String runtime) {
    var type = api.blockTypes().readBySlug("batch-job").id();
    var schema =
        api.blockSchemas().create(new BlockSchemaCreate(Map.of(), type, List.of(), "1")).id();
    return api.blockDocuments()
        .create(
            BlockDocumentCreateBuilder.builder()
                .data(Map.of("runtime", runtime))
                .blockTypeId(type)
                .blockSchemaId(schema)
                .isAnonymous(true)
                .build())
        .id();
  }

  List<TaskRunResponse> taskRuns(UUID run) {
    var ofRun = FlowRunFilter.ofId(run);
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().flowRuns(ofRun).build());
  }

  List<LogResponse> logs(UUID run) {
    var ofRun = LogFilterBuilder.builder().flowRunId(new Match.Ids(List.of(run))).build();
    return api.logs().filter(new LogQuery(ofRun, LogSort.TIMESTAMP_ASC, null, null));
  }
}
