package dev.rigel.server.taskrun;

import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.taskrun.TaskRunInput;
import dev.rigel.contract.taskrun.TaskRunResponse;
import dev.rigel.contract.taskrun.TaskRunResponseBuilder;
import dev.rigel.server.database.Times;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.State;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task run; named within its flow run by task key and dynamic key. */
@Entity
@Table(name = "task_run")
public class TaskRun extends Run {
  @Column(name = "flow_run_id")
  private UUID flowRunId;

  @Column(name = "task_key")
  private String taskKey;

  @Column(name = "dynamic_key")
  private String dynamicKey;

  @Column(name = "cache_key")
  private @Nullable String cacheKey;

  @Column(name = "cache_expiration")
  private @Nullable OffsetDateTime cacheExpiration;

  @Column(name = "task_version")
  private @Nullable String taskVersion;

  @Column(name = "flow_run_run_count")
  private int flowRunRunCount;

  @Convert(converter = TaskInputs.class)
  @Column(name = "task_inputs")
  private Map<String, List<TaskRunInput>> taskInputs;

  /** For JPA. */
  protected TaskRun() {}

  TaskRun(TaskRunCreate run, OffsetDateTime now) {
    super(run.name(), run.tags(), run.empiricalPolicy(), now);
    flowRunId = run.flowRunId();
    taskKey = run.taskKey();
    dynamicKey = run.dynamicKey();
    cacheKey = run.cacheKey();
    cacheExpiration = Times.utcOrNull(run.cacheExpiration());
    taskVersion = run.taskVersion();
    taskInputs = run.taskInputs();
  }

  /** Leaving an end to run again means that the flow tries again: attempts are counted anew. */
  @Override
  public void enter(State next) {
    if (next.type() == StateType.RUNNING && stateType() != null && stateType().isTerminal()) {
      forgetAttempts();
    }
    super.enter(next);
  }

  /** It runs in this attempt of its flow run. */
  public void runsInAttempt(int flowRunCount) {
    flowRunRunCount = flowRunCount;
  }

  /** Attempts are counted from the start: an old client's flow is tried again. */
  public void startOver() {
    forgetAttempts();
  }

  /** The flow run it belongs to. */
  public UUID flowRunId() {
    return flowRunId;
  }

  /** The attempt of its flow run in which it ran last. */
  public int flowRunRunCount() {
    return flowRunRunCount;
  }

  /** What it got, by parameter name. */
  public Map<String, List<TaskRunInput>> taskInputs() {
    return taskInputs;
  }

  /** As it goes over the wire, with its current state. */
  public TaskRunResponse response(@Nullable StateResponse state, OffsetDateTime now) {
    return TaskRunResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name())
        .flowRunId(flowRunId)
        .taskKey(taskKey)
        .dynamicKey(dynamicKey)
        .cacheKey(cacheKey)
        .cacheExpiration(Times.utcOrNull(cacheExpiration))
        .taskVersion(taskVersion)
        .empiricalPolicy(policy())
        .tags(tags())
        .stateId(stateId())
        .taskInputs(taskInputs)
        .stateType(stateType())
        .stateName(stateName())
        .runCount(runCount())
        .flowRunRunCount(flowRunRunCount)
        .expectedStartTime(expectedStartTime())
        .nextScheduledStartTime(nextScheduledStartTime())
        .startTime(startTime())
        .endTime(endTime())
        .totalRunTime(totalRunTime())
        .estimatedRunTime(estimatedRunTime(now))
        .estimatedStartTimeDelta(lateness(now))
        .state(state)
        .build();
  }
}
