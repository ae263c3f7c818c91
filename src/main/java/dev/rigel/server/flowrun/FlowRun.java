package dev.rigel.server.flowrun;

import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.flowrun.FlowRunResponseBuilder;
import dev.rigel.contract.flowrun.FlowRunUpdate;
import dev.rigel.contract.flowrun.Priority;
import dev.rigel.contract.flowrun.SimpleFlowRun;
import dev.rigel.contract.flowrun.SimpleFlowRunBuilder;
import dev.rigel.contract.state.StateNames;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.server.database.Columns;
import dev.rigel.server.state.Run;
import dev.rigel.server.state.State;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a flow. It is created by hand, by a deployment or by a schedule, waits SCHEDULED
 * on its queue, is taken by one agent (PENDING), runs, and ends; a failed one may wait for a retry
 * in the process that ran it.
 */
@Entity
@Table(name = "flow_run")
public class FlowRun extends Run {
  @Column(name = "flow_id")
  private UUID flowId;

  @Column(name = "deployment_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID deploymentId;

  @Column(name = "work_queue_name")
  private @Nullable String workQueueName;

  @Column(name = "parent_task_run_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID parentTaskRunId;

  @Column(name = "infrastructure_document_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID infrastructureDocumentId;

  @Column(name = "idempotency_key")
  private @Nullable String idempotencyKey;

  @Column(name = "flow_version")
  private @Nullable String flowVersion;

  @Column(name = "infrastructure_pid")
  private @Nullable String infrastructurePid;

  @Convert(converter = Columns.Values.class)
  private Map<String, Object> parameters;

  @Convert(converter = Columns.Values.class)
  private Map<String, Object> context;

  private int priority;

  @Column(name = "auto_scheduled")
  private boolean autoScheduled;

  /** Only planting writes it. */
  @Column(name = "backfilled", insertable = false, updatable = false)
  private boolean backfilled;

  @Column(name = "retries_in_process")
  private boolean retriesInProcess;

  @Column(name = "claim_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID claimId;

  private int restarts;

  /** For JPA. */
  protected FlowRun() {}

  FlowRun(FlowRunCreate run, @Nullable String workQueueName, OffsetDateTime now) {
    super(run.name(), run.tags(), run.empiricalPolicy(), now);
    this.workQueueName = workQueueName;
    flowId = run.flowId();
    deploymentId = run.deploymentId();
    parentTaskRunId = run.parentTaskRunId();
    infrastructureDocumentId = run.infrastructureDocumentId();
    idempotencyKey = run.idempotencyKey();
    flowVersion = run.flowVersion();
    parameters = run.parameters();
    context = run.context();
    priority = run.priority() == null ? Priority.NORMAL : run.priority();
  }

  /**
   * Whoever leaves RUNNING to be SCHEDULED waits for a retry in the process that ran it; else one
   * that waits, or is taken, has no claim, or a new one. Whoever sends it back by hand gives it all
   * restarts again. Nobody who could end it has one that is RUNNING after its end.
   */
  @Override
  public void enter(State next) {
    retriesInProcess = stateType() == StateType.RUNNING && next.type() == StateType.SCHEDULED;
    var hasEnded = stateType() != null && stateType().isTerminal();
    if (next.type() == StateType.PENDING
        || hasEnded && !next.type().isTerminal()
        || next.type() == StateType.SCHEDULED && !retriesInProcess) {
      claimId = null;
    }
    if (hasEnded) {
      restarts = 0;
    }
    super.enter(next);
  }

  /**
   * An agent has it from now on; it is PENDING.
   *
   * @param due when it may begin, if that is still to come
   */
  public void claimedBy(UUID claim, @Nullable OffsetDateTime due) {
    claimId = claim;
    if (due != null) {
      waitUntil(due);
    }
  }

  /** Whether it waits for a retry in the process that ran it, as far as is known. */
  public boolean retriesInProcess() {
    return retriesInProcess;
  }

  /** Whether it runs, and an agent has claimed it that can end it. */
  public boolean isUnderWayAtAnAgent() {
    return stateType() == StateType.RUNNING && claimId != null;
  }

  /** Whether its agent was told to end it, and has not said yet that it has. */
  public boolean isCancelling() {
    return isUnderWayAtAnAgent() && StateNames.CANCELLING.equals(stateName());
  }

  /** It was taken from its agent: it has ended, or waits for another one. */
  public void takenAway() {
    retriesInProcess = false;
    claimId = null;
  }

  /** How often it began anew because its agent was lost. */
  public int restarts() {
    return restarts;
  }

  /** Its agent was lost while it was under way, and it is about to begin anew. */
  public void restart() {
    restarts++;
  }

  /** The claim of the agent that has it, or had it when it ended; none for agents that poll. */
  public @Nullable UUID claimId() {
    return claimId;
  }

  /** Puts it on another queue. */
  void move(String queue, OffsetDateTime now) {
    workQueueName = queue;
    touch(now);
  }

  void change(FlowRunUpdate update, OffsetDateTime now) {
    update.name().ifPresent(this::rename);
    update.flowVersion().ifPresent(v -> flowVersion = v);
    update.infrastructurePid().ifPresent(pid -> infrastructurePid = pid);
    parameters = update.parameters() == null ? parameters : update.parameters();
    if (update.empiricalPolicy() != null) {
      decide(update.empiricalPolicy());
    }
    if (update.tags() != null) {
      retag(update.tags());
    }
    priority = update.priority() == null ? priority : update.priority();
    touch(now);
  }

  /** Its flow. */
  public UUID flowId() {
    return flowId;
  }

  /** Its deployment; none for a run made by hand. */
  public @Nullable UUID deploymentId() {
    return deploymentId;
  }

  /** The queue it is on, if any. */
  public @Nullable String workQueueName() {
    return workQueueName;
  }

  /** Of a subflow: the task run that stands for it in its parent. */
  public @Nullable UUID parentTaskRunId() {
    return parentTaskRunId;
  }

  /** What no two runs of a flow share, if it was given. Of a planted run it holds the date. */
  public @Nullable String idempotencyKey() {
    return idempotencyKey;
  }

  /** Whether it was planted for a date of its deployment's schedule. */
  public boolean isPlanted() {
    return autoScheduled && deploymentId != null;
  }

  /** Whether it was planted because somebody asked for dates that may lie in the past. */
  public boolean isBackfilled() {
    return backfilled;
  }

  /** Among the runs that are due on its queue: the higher goes first. */
  public int priority() {
    return priority;
  }

  /** Its parameters. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** As it goes over the wire, with its current state. */
  public FlowRunResponse response(@Nullable StateResponse state, OffsetDateTime now) {
    return FlowRunResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name())
        .flowId(flowId)
        .stateId(stateId())
        .deploymentId(deploymentId)
        .workQueueName(workQueueName)
        .flowVersion(flowVersion)
        .parameters(parameters)
        .idempotencyKey(idempotencyKey)
        .context(context)
        .empiricalPolicy(policy())
        .tags(tags())
        .parentTaskRunId(parentTaskRunId)
        .stateType(stateType())
        .stateName(stateName())
        .runCount(runCount())
        .expectedStartTime(expectedStartTime())
        .nextScheduledStartTime(nextScheduledStartTime())
        .startTime(startTime())
        .endTime(endTime())
        .totalRunTime(totalRunTime())
        .estimatedRunTime(estimatedRunTime(now))
        .estimatedStartTimeDelta(lateness(now))
        .autoScheduled(autoScheduled)
        .infrastructureDocumentId(infrastructureDocumentId)
        .infrastructurePid(infrastructurePid)
        .priority(priority)
        .state(state)
        .build();
  }

  SimpleFlowRun point(OffsetDateTime now) {
    var timestamp = startTime() == null ? expectedStartTime() : startTime();
    return SimpleFlowRunBuilder.builder()
        .id(id())
        .stateType(stateType())
        .timestamp(timestamp)
        .duration(estimatedRunTime(now))
        .lateness(lateness(now))
        .build();
  }
}
