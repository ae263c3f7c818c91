package dev.rigel.server.harness;

import dev.rigel.contract.concurrencylimit.ConcurrencyLimitCreate;
import dev.rigel.contract.deployment.DeploymentCreateBuilder;
import dev.rigel.contract.deployment.DeploymentFlowRunCreateBuilder;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentUpdateBuilder;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunCreateBuilder;
import dev.rigel.contract.flowrun.FlowRunQueryBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.OrchestrationResult;
import dev.rigel.contract.state.StateCreate;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreateBuilder;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.workqueue.GetRunsBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import dev.rigel.server.concurrencylimit.ConcurrencyLimits;
import dev.rigel.server.deployment.Deployments;
import dev.rigel.server.flow.Flows;
import dev.rigel.server.flowrun.FlowRunGate;
import dev.rigel.server.flowrun.FlowRuns;
import dev.rigel.server.state.Proposer;
import dev.rigel.server.taskrun.TaskRunGate;
import dev.rigel.server.taskrun.TaskRuns;
import dev.rigel.server.workqueue.WorkQueues;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openapitools.jackson.nullable.JsonNullable;

/** Things that tests need on a server, in the words of the domain. */
public record Scenario(ServerHarness server) {

  /** The flow of a name, made if missing. */
  public UUID flow(String name) {
    return server.get(Flows.class).create(new FlowCreate(name, List.of())).value().id();
  }

  /** A deployment of flow {@code f} on a queue, with a schedule or none. */
  public DeploymentResponse deployment(String name, String queue, Schedule schedule) {
    return deployment(name, queue, schedule, JsonNullable.undefined());
  }

  /** A deployment of flow {@code f} on a queue, with a schedule and its policy. */
  public DeploymentResponse deployment(
      String name, String queue, Schedule schedule, SchedulePolicy policy) {
    return deployment(name, queue, schedule, JsonNullable.of(policy));
  }

  private DeploymentResponse deployment(
      String name, String queue, Schedule schedule, JsonNullable<SchedulePolicy> policy) {
    var create =
        DeploymentCreateBuilder.builder()
            .name(name)
            .flowId(flow("f"))
            .parameters(Map.of("n", 1))
            .tags(List.of("t"))
            .workQueueName(queue)
            .schedule(schedule)
            .infraOverrides(Map.of())
            .schedulePolicy(policy)
            .build();
    return server.get(Deployments.class).create(create).value();
  }

  /** Says how often the runs of a deployment are tried again. */
  public void retries(UUID deployment, EmpiricalPolicy policy) {
    var change = DeploymentUpdateBuilder.builder().empiricalPolicy(JsonNullable.of(policy)).build();
    server.get(Deployments.class).update(deployment, change);
  }

  /** A run of a deployment on its queue, due at a time. */
  public UUID run(DeploymentResponse deployment, OffsetDateTime due, EmpiricalPolicy policy) {
    return run(deployment, due, policy, List.of("t"));
  }

  /** A run of a deployment on its queue, due at a time, with tags. */
  public UUID run(
      DeploymentResponse deployment,
      OffsetDateTime due,
      EmpiricalPolicy policy,
      List<String> tags) {
    var create =
        FlowRunCreateBuilder.builder()
            .state(StateCreate.scheduled(due, null))
            .flowId(deployment.flowId())
            .deploymentId(deployment.id())
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(policy)
            .tags(tags)
            .build();
    return server.get(FlowRuns.class).create(create, deployment.workQueueName()).value().id();
  }

  /** A run of a deployment on its queue, due at a time, with a priority. */
  public UUID run(DeploymentResponse deployment, OffsetDateTime due, int priority) {
    var create =
        DeploymentFlowRunCreateBuilder.builder()
            .state(StateCreate.scheduled(due, null))
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .priority(priority)
            .build();
    return server.get(Deployments.class).createFlowRun(deployment.id(), create).value().id();
  }

  /** A run on no queue, due now. */
  public UUID run(EmpiricalPolicy policy) {
    var create =
        FlowRunCreateBuilder.builder()
            .state(StateCreate.scheduled(server.clock().now(), null))
            .flowId(flow("f"))
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(policy)
            .tags(List.of())
            .build();
    return server.get(FlowRuns.class).create(create, null).value().id();
  }

  /** A subflow run, PENDING, for which a task run stands in its parent. */
  public UUID subflow(UUID parentTaskRun) {
    var create =
        FlowRunCreateBuilder.builder()
            .flowId(flow("f"))
            .parentTaskRunId(parentTaskRun)
            .parameters(Map.of())
            .context(Map.of())
            .empiricalPolicy(EmpiricalPolicy.NONE)
            .tags(List.of())
            .build();
    return server.get(FlowRuns.class).create(create, null).value().id();
  }

  /** A run as it is now. */
  public FlowRunResponse read(UUID run) {
    return server.get(FlowRuns.class).read(run);
  }

  /** All runs, soonest first. */
  public List<FlowRunResponse> runs() {
    return server
        .get(FlowRuns.class)
        .list(FlowRunQueryBuilder.builder().sort(FlowRunSort.EXPECTED_START_TIME_ASC).build());
  }

  /** What the gate says to a state for a flow run. */
  public OrchestrationResult propose(UUID run, StateType type) {
    return propose(run, StateCreate.of(type, null));
  }

  /** What the gate says to a state for a flow run. */
  public OrchestrationResult propose(UUID run, StateCreate state) {
    return server
        .get(FlowRunGate.class)
        .propose(List.of(run), StateProposal.of(state), Proposer.NEWEST)
        .get(0);
  }

  /** A run's states, oldest first. */
  public List<StateResponse> states(UUID run) {
    return server.get(FlowRuns.class).states(run);
  }

  /** Sets the limit of a queue that is there. */
  public void limit(String queue, Integer limit) {
    var queues = server.get(WorkQueues.class);
    queues.update(queues.readByName(queue).id(), WorkQueueUpdate.limit(limit));
  }

  /** What a poll of a queue gives. */
  public List<FlowRunResponse> poll(String queue) {
    var queues = server.get(WorkQueues.class);
    return queues.ready(queues.readByName(queue).id(), GetRunsBuilder.builder().build(), true);
  }

  /** Sets the limit of a tag. */
  public void limitTag(String tag, int limit) {
    server.get(ConcurrencyLimits.class).set(new ConcurrencyLimitCreate(tag, limit));
  }

  /** Task runs that hold a slot of a tag. */
  public List<UUID> slots(String tag) {
    return server.get(ConcurrencyLimits.class).readByTag(tag).activeSlots();
  }

  /** A task run of a flow run, PENDING. */
  public TaskRunResponse task(UUID flowRun, String key, EmpiricalPolicy policy, String... tags) {
    var create =
        TaskRunCreateBuilder.builder()
            .flowRunId(flowRun)
            .taskKey(key)
            .dynamicKey("0")
            .empiricalPolicy(policy)
            .tags(List.of(tags))
            .taskInputs(Map.of())
            .build();
    return server.get(TaskRuns.class).create(create).value();
  }

  /** The types of a task run's states, oldest first. */
  public List<StateType> taskStates(UUID run) {
    return server.get(TaskRuns.class).states(run).stream().map(StateResponse::type).toList();
  }

  /** What the gate says to a state for a task run. */
  public OrchestrationResult proposeTask(UUID run, StateCreate state) {
    return server.get(TaskRunGate.class).propose(run, StateProposal.of(state));
  }

  /** What the gate says to a state for a task run. */
  public OrchestrationResult proposeTask(UUID run, StateType type) {
    return proposeTask(run, StateCreate.of(type, null));
  }

  /** Retries, without or with a delay in seconds. */
  public static EmpiricalPolicy retries(int retries, int delaySeconds) {
    return EmpiricalPolicy.of(retries, delaySeconds);
  }
}
