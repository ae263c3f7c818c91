package dev.rigel.webapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.deployment.DeploymentResponseBuilder;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.flow.FlowResponse;
import dev.rigel.contract.flow.FlowResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.log.LogResponse;
import dev.rigel.contract.log.LogResponseBuilder;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateResponseBuilder;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.contract.workqueue.QueueAgent;
import dev.rigel.contract.workqueue.QueueAgentBuilder;
import dev.rigel.contract.workqueue.QueueCondition;
import dev.rigel.contract.workqueue.QueueOverview;
import dev.rigel.contract.workqueue.QueueOverviewBuilder;
import dev.rigel.contract.workqueue.QueueRuns;
import dev.rigel.contract.workqueue.QueueStatus;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import dev.rigel.contract.workqueue.WorkQueueResponseBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Things as a server answers them, with what they cannot do without. Builders are handed out where
 * tests differ in much.
 */
final class Things {
  private Things() {}

  /** The time here, which is also the browser's, as exact as the server keeps times. */
  static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  static OffsetDateTime ago(Duration duration) {
    return now().minus(duration);
  }

  static FlowResponse flow(String name) {
    return FlowResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(ago(Duration.ofDays(9)))
        .updated(ago(Duration.ofDays(9)))
        .name(name)
        .tags(List.of())
        .build();
  }

  /** Without schedule, on the queue {@code default}. */
  static DeploymentResponseBuilder deployment(String name, FlowResponse flow) {
    return DeploymentResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(ago(Duration.ofDays(8)))
        .updated(ago(Duration.ofDays(7)))
        .name(name)
        .flowId(flow.id())
        .infraOverrides(Map.of())
        .parameters(Map.of())
        .tags(List.of())
        .workQueueName("default")
        .schedulePolicy(SchedulePolicy.NONE)
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .onAgentLost(OnAgentLost.crash)
        .maxRestarts(OnAgentLost.MAX_RESTARTS);
  }

  /**
   * A run of a flow on the queue {@code default}, planned for two minutes ago, begun then unless it
   * waits, and ended after 4.2 s if it has ended.
   */
  static FlowRunResponseBuilder run(String name, FlowResponse flow, StateType type) {
    return run(name, flow, type, ago(Duration.ofMinutes(2)), Duration.ofMillis(4_200));
  }

  /** A run that began, or is to begin, at a time, and ran for so long. */
  static FlowRunResponseBuilder run(
      String name, FlowResponse flow, StateType type, OffsetDateTime start, Duration ran) {
    var begun = type != StateType.SCHEDULED && type != StateType.PENDING;
    var state = state(type, null, type.isTerminal() ? start.plus(ran) : start);
    return FlowRunResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(start.minusSeconds(1))
        .updated(start)
        .name(name)
        .flowId(flow.id())
        .workQueueName("default")
        .parameters(Map.of())
        .context(Map.of())
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(List.of())
        .stateId(state.id())
        .stateType(type)
        .stateName(state.name())
        .state(state)
        .runCount(begun ? 1 : 0)
        .expectedStartTime(start)
        .nextScheduledStartTime(type == StateType.SCHEDULED ? start : null)
        .startTime(begun ? start : null)
        .endTime(type.isTerminal() ? start.plus(ran) : null)
        .totalRunTime(type.isTerminal() ? ran : Duration.ZERO)
        .estimatedRunTime(begun ? ran : Duration.ZERO)
        .estimatedStartTimeDelta(Duration.ZERO);
  }

  /** The same run in another state, since now. */
  static FlowRunResponse in(FlowRunResponse run, StateResponse state) {
    var ended = state.type().isTerminal();
    var started =
        run.startTime() == null && state.type() == StateType.RUNNING
            ? state.timestamp()
            : run.startTime();
    var ran = started == null ? Duration.ZERO : Duration.between(started, state.timestamp()).abs();
    return FlowRunResponseBuilder.builder(run)
        .stateId(state.id())
        .stateType(state.type())
        .stateName(state.name())
        .state(state)
        .startTime(started)
        .endTime(ended ? state.timestamp() : null)
        .totalRunTime(ended ? ran : run.totalRunTime())
        .estimatedRunTime(ran)
        .nextScheduledStartTime(state.type() == StateType.SCHEDULED ? state.timestamp() : null)
        .build();
  }

  /** Under its type's name, since now. */
  static StateResponse state(StateType type, String message) {
    return state(type, message, now());
  }

  /** Under its type's name, since a time. */
  static StateResponse state(StateType type, String message, OffsetDateTime since) {
    return StateResponseBuilder.builder()
        .id(UUID.randomUUID())
        .type(type)
        .name(type.defaultName())
        .timestamp(since)
        .message(message)
        .stateDetails(StateDetails.NONE)
        .build();
  }

  /** A step of a run. */
  static TaskRunResponse step(String name, FlowRunResponse run, StateType type) {
    var start = run.startTime() == null ? now() : run.startTime();
    var state = state(type, null);
    return TaskRunResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(start)
        .updated(start)
        .name(name)
        .flowRunId(run.id())
        .taskKey(name)
        .dynamicKey("0")
        .empiricalPolicy(EmpiricalPolicy.NONE)
        .tags(List.of())
        .taskInputs(Map.of())
        .stateId(state.id())
        .stateType(type)
        .stateName(state.name())
        .state(state)
        .runCount(1)
        .flowRunRunCount(1)
        .startTime(start)
        .endTime(type.isTerminal() ? start.plusSeconds(2) : null)
        .totalRunTime(Duration.ofSeconds(2))
        .estimatedRunTime(Duration.ofSeconds(2))
        .estimatedStartTimeDelta(Duration.ZERO)
        .build();
  }

  /** A line of a run's log, with a level by Python's numbers. */
  static LogResponse line(FlowRunResponse run, int level, String message, OffsetDateTime at) {
    return LogResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(at)
        .updated(at)
        .name("rigel.flow_runs")
        .level(level)
        .message(message)
        .timestamp(at)
        .flowRunId(run.id())
        .build();
  }

  /** Polled a moment ago, without description and limit. */
  static WorkQueueResponseBuilder queue(String name) {
    return WorkQueueResponseBuilder.builder()
        .id(UUID.randomUUID())
        .created(ago(Duration.ofDays(5)))
        .updated(ago(Duration.ofDays(5)))
        .name(name)
        .description("")
        .lastPolled(ago(Duration.ofSeconds(5)));
  }

  /** A queue on which nothing waits, served by one agent. */
  static QueueOverview calm(WorkQueueResponse queue) {
    return overview(queue, QueueCondition.healthy, new QueueRuns(0, 0, 0, 0), "blue");
  }

  /** A queue with its condition, its runs, of which late ones wait for 5 minutes, and agents. */
  static QueueOverview overview(
      WorkQueueResponse queue, QueueCondition condition, QueueRuns runs, String... agents) {
    var healthy = runs.late() == 0 && agents.length > 0;
    return QueueOverviewBuilder.builder()
        .workQueue(queue)
        .status(new QueueStatus(healthy, runs.late(), queue.lastPolled(), condition))
        .runs(runs)
        .oldestWaiting(runs.late() > 0 ? ago(Duration.ofMinutes(5)) : null)
        .agents(List.of(agents).stream().map(Things::agent).toList())
        .freeSlots(agents.length)
        .build();
  }

  private static QueueAgent agent(String name) {
    return QueueAgentBuilder.builder()
        .id(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)))
        .name(name)
        .state(AgentState.ONLINE)
        .isNative(true)
        .free(1)
        .lastHeardOf(ago(Duration.ofSeconds(2)))
        .build();
  }
}
