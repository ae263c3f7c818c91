package dev.rigel.it;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentFlowRunCreate;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.GetRuns;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A flow with a deployment on a queue of its own, under names that nobody else uses. */
public final class Site {
  private final ApiClient api;
  final FlowResponse flow;

  /** Without schedule. */
  public final DeploymentResponse deployment;

  /** The deployment's. */
  public final WorkQueueResponse queue;

  /** On an unlimited queue. */
  public static Site unlimited(ApiClient api) {
    return new Site(api, null, List.of());
  }

  /** On a queue with a limit. */
  static Site limited(ApiClient api, int limit) {
    return new Site(api, limit, List.of());
  }

  /** With tags, which its runs inherit. */
  static Site tagged(ApiClient api, String... tags) {
    return new Site(api, null, List.of(tags));
  }

  private Site(ApiClient api, Integer limit, List<String> tags) {
    this.api = api;
    this.flow = api.flows().create(new FlowCreate(unique("flow"), List.of()));
    this.queue =
        api.workQueues()
            .create(
                WorkQueueCreateBuilder.builder()
                    .name(unique("queue"))
                    .concurrencyLimit(limit)
                    .build());
    this.deployment =
        api.deployments().create(deploymentOf(flow.id(), unique("deployment"), queue.name(), tags));
  }

  /** A name that nobody else uses. */
  public static String unique(String word) {
    return word + " " + UUID.randomUUID();
  }

  /** The time here, which is also the server's: they share a machine. */
  public static OffsetDateTime now() {
    return OffsetDateTime.now(Clock.systemUTC());
  }

  static DeploymentCreate deploymentOf(UUID flow, String name, String queue, List<String> tags) {
    return DeploymentCreateBuilder.builder()
        .name(name)
        .flowId(flow)
        .parameters(Map.of())
        .tags(tags)
        .workQueueName(queue)
        .infraOverrides(Map.of())
        .build();
  }

  /** A run of the deployment that is due at a time. */
  FlowRunResponse runDue(OffsetDateTime time) {
    return run(StateCreate.scheduled(time, null));
  }

  /** A run of the deployment that is due. */
  FlowRunResponse dueRun() {
    return runDue(now().minusSeconds(1));
  }

  /** A run of the deployment in a first state. */
  FlowRunResponse run(StateCreate first) {
    return api.deployments().createFlowRun(deployment.id(), withState(first));
  }

  /** A run of the flow without deployment, in a first state. */
  FlowRunResponse looseRun(StateCreate first, EmpiricalPolicy policy) {
    return api.flowRuns()
        .create(
            FlowRunCreateBuilder.builder()
                .state(first)
                .flowId(flow.id())
                .parameters(Map.of())
                .context(Map.of())
                .empiricalPolicy(policy)
                .tags(List.of())
                .build());
  }

  /** A run in a first state. */
  public static DeploymentFlowRunCreate withState(StateCreate first) {
    return DeploymentFlowRunCreateBuilder.builder()
        .state(first)
        .parameters(Map.of())
        .context(Map.of())
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(List.of())
        .build();
  }

  OrchestrationResult propose(UUID run, StateType type) {
    return propose(run, StateCreate.of(type, null));
  }

  OrchestrationResult propose(UUID run, StateCreate state) {
    return api.flowRuns().setState(run, StateProposal.of(state));
  }

  /** What an agent gets that asks for everything. */
  List<UUID> poll() {
    return poll(queue.id());
  }

  List<UUID> poll(UUID queueId) {
    return poll(queueId, GetRunsBuilder.builder().build());
  }

  List<UUID> poll(GetRuns request) {
    return poll(queue.id(), request);
  }

  private List<UUID> poll(UUID queueId, GetRuns request) {
    return api.workQueues().getRuns(queueId, request, null).stream()
        .map(FlowRunResponse::id)
        .toList();
  }

  /** A queue with a legacy filter. */
  WorkQueueResponse filterQueue(QueueFilter filter) {
    return api.workQueues()
        .create(
            WorkQueueCreateBuilder.builder().name(unique("filter queue")).filter(filter).build());
  }
}
