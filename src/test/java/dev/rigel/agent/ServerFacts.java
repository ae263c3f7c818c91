package dev.rigel.agent;

import static dev.rigel.contract.setting.Settings.API_URL;
import static dev.rigel.contract.setting.Settings.HOME;

import dev.rigel.client.ApiClient;
import dev.rigel.client.ApiException;
import dev.rigel.client.GivenSettings;
import dev.rigel.client.MicroProfileTransport;
import dev.rigel.contract.admin.AdminApi;
import dev.rigel.contract.admin.Confirmation;
import dev.rigel.contract.agent.AgentQueryBuilder;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.agent.AgentsApi;
import dev.rigel.contract.block.BlockDocumentCreateBuilder;
import dev.rigel.contract.block.BlockSchemaCreate;
import dev.rigel.contract.block.BlockTypeCreateBuilder;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.log.LogQuery;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogSort;
import dev.rigel.contract.schedule.IntervalSchedule;
import dev.rigel.contract.schedule.Overlap;
import dev.rigel.contract.schedule.SchedulePolicyBuilder;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunQueryBuilder;
import dev.rigel.contract.taskrun.TaskRunStatesApi;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.harness.HarnessProcess;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * What there is on an agent's server, put there and read through the contract. The server is
 * Rigel's own and one for all tests of this JVM; each begins with an empty one.
 */
final class ServerFacts {
  private static final Clock CLOCK = Clock.systemUTC();
  private static ApiClient shared;

  private final ApiClient api = shared();
  private final UUID flow;

  ServerFacts() {
    api.of(AdminApi.class).clear(new Confirmation(true));
    flow = api.flows().create(new FlowCreate("report", List.of())).id();
  }

  private static synchronized ApiClient shared() {
    if (shared == null) {
      var url = address() + "/api";
      shared =
          new ApiClient(
              GivenSettings.of(Map.of(API_URL, url, HOME, "target")), new MicroProfileTransport());
    }
    return shared;
  }

  /** Where it is, without a slash at the end. */
  static String address() {
    return HarnessProcess.shared().address();
  }

  UUID queue(String name) {
    return hasQueue(name)
        ? api.workQueues().readByName(name).id()
        : api.workQueues().create(WorkQueueCreate.named(name)).id();
  }

  void pause(String name) {
    api.workQueues().update(queue(name), WorkQueueUpdate.paused(true));
  }

  void deleteQueue(String name) {
    api.workQueues().delete(queue(name));
  }

  /** Names of queues, in the order of their ids. */
  List<String> names(List<String> ids) {
    return ids.stream().map(id -> api.workQueues().read(UUID.fromString(id)).name()).toList();
  }

  boolean hasQueue(String name) {
    try {
      return name.equals(api.workQueues().readByName(name).name());
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  /** A block of a type that there may not have been before. */
  UUID block(String slug, Map<String, Object> data) {
    var type = blockType(slug);
    var schema =
        api.blockSchemas().create(new BlockSchemaCreate(Map.of(), type, List.of(), "1")).id();
    return api.blockDocuments()
        .create(
            BlockDocumentCreateBuilder.builder()
                .data(data)
                .blockTypeId(type)
                .blockSchemaId(schema)
                .isAnonymous(true)
                .build())
        .id();
  }

  private UUID blockType(String slug) {
    try {
      return api.blockTypes().readBySlug(slug).id();
    } catch (ApiException e) {
      var type = BlockTypeCreateBuilder.builder().name(slug).slug(slug).build();
      return api.blockTypes().create(type).id();
    }
  }

  /** A deployment; a null block for one without infrastructure. */
  UUID deployment(UUID block, String entrypoint, Map<String, Object> overrides) {
    return api.deployments()
        .create(
            DeploymentCreateBuilder.builder()
                .name(UUID.randomUUID().toString())
                .flowId(flow)
                .entrypoint(entrypoint)
                .infrastructureDocumentId(block)
                .infraOverrides(overrides)
                .build())
        .id();
  }

  /** A run on a queue, due after a while. */
  UUID run(String queue, UUID deployment, Duration after) {
    return run(queue, deployment, after, Map.of("limit", 12));
  }

  /** A run on a queue, due after a while. */
  UUID run(String queue, UUID deployment, Duration after, Map<String, Object> parameters) {
    var onQueue = DeploymentUpdateBuilder.builder().workQueueName(JsonNullable.of(queue)).build();
    api.deployments().update(deployment, onQueue);
    return run(deployment, after, parameters);
  }

  private UUID run(UUID deployment, Duration after, Map<String, Object> parameters) {
    return api.deployments()
        .createFlowRun(
            deployment,
            DeploymentFlowRunCreateBuilder.builder()
                .name("calm-heron")
                .parameters(parameters)
                .state(StateCreate.scheduled(OffsetDateTime.now(CLOCK).plus(after), null))
                .build())
        .id();
  }

  /** A run of a schedule, due in some seconds, that is skipped: another one is active. */
  UUID skippedRun() {
    var soon = OffsetDateTime.now(CLOCK).plusSeconds(1);
    var skipping = SchedulePolicyBuilder.builder().overlap(Overlap.skip).build();
    var deployment =
        api.deployments()
            .create(
                DeploymentCreateBuilder.builder()
                    .name("skipping")
                    .flowId(flow)
                    .workQueueName("q")
                    .schedule(new IntervalSchedule(Duration.ofSeconds(5), soon, null))
                    .schedulePolicy(JsonNullable.of(skipping))
                    .build())
            .id();
    report(run(deployment, Duration.ZERO, Map.of()), StateType.RUNNING);
    return api.flowRuns().filter(FlowRunQueryBuilder.builder().build()).stream()
        .filter(FlowRunResponse::autoScheduled)
        .min(Comparator.comparing(FlowRunResponse::expectedStartTime))
        .orElseThrow()
        .id();
  }

  /** The agents that have registered, the last first. */
  List<AgentResponse> agents() {
    return api.of(AgentsApi.class).filter(AgentQueryBuilder.builder().build()).stream()
        .filter(AgentResponse::isNative)
        .toList();
  }

  /** As an administrator: an agent is to take no more. */
  void drain(UUID agent) {
    api.of(AgentsApi.class).drain(agent);
  }

  /** As if an agent had signed off. */
  void signOff(UUID agent) {
    api.of(AgentsApi.class).delete(agent);
  }

  void resume(String name) {
    api.workQueues().update(queue(name), WorkQueueUpdate.paused(false));
  }

  void delete(UUID run) {
    api.flowRuns().delete(run);
  }

  /** As people do. */
  void cancel(UUID run) {
    api.flowRuns().cancel(run, false);
  }

  void cancelAtOnce(UUID run) {
    api.flowRuns().cancel(run, true);
  }

  /** As somebody else would, past the rules. */
  void report(UUID run, StateType type) {
    var state =
        type == StateType.SCHEDULED
            ? StateCreate.scheduled(OffsetDateTime.now(CLOCK), "reported")
            : StateCreate.of(type, "reported");
    api.flowRuns().setState(run, StateProposal.forced(state));
  }

  List<StateType> states(UUID run) {
    return history(run).stream().map(StateResponse::type).toList();
  }

  private List<StateResponse> history(UUID run) {
    return inOrder(api.flowRunStates().list(run));
  }

  private static List<StateResponse> inOrder(List<StateResponse> states) {
    return states.stream().sorted(Comparator.comparing(StateResponse::timestamp)).toList();
  }

  String lastMessage(UUID run) {
    return api.flowRuns().read(run).state().message();
  }

  String pid(UUID run) {
    return api.flowRuns().read(run).infrastructurePid();
  }

  /** When a run was taken: the time of its first PENDING. */
  OffsetDateTime takenAt(UUID run) {
    return history(run).stream()
        .filter(state -> state.type() == StateType.PENDING)
        .map(StateResponse::timestamp)
        .findFirst()
        .orElseThrow();
  }

  /** When a run began: the time of its first RUNNING. */
  OffsetDateTime runningSince(UUID run) {
    return history(run).stream()
        .filter(state -> state.type() == StateType.RUNNING)
        .map(StateResponse::timestamp)
        .findFirst()
        .orElseThrow();
  }

  OffsetDateTime dueAt(UUID run) {
    return api.flowRuns().read(run).expectedStartTime();
  }

  /** States of the one task run with this key; none while there is no such run. */
  List<StateType> taskStates(String taskKey) {
    return api.taskRuns().filter(TaskRunQueryBuilder.builder().build()).stream()
        .filter(run -> run.taskKey().equals(taskKey))
        .flatMap(run -> inOrder(api.of(TaskRunStatesApi.class).list(run.id())).stream())
        .map(StateResponse::type)
        .toList();
  }

  /** Messages of the logs that were sent. */
  List<String> logs() {
    var all = new LogQuery(null, LogSort.TIMESTAMP_ASC, null, null);
    return api.logs().filter(all).stream().map(LogResponse::message).toList();
  }
}
