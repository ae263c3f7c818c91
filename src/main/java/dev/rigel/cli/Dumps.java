package dev.rigel.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.cli.terminal.Dump;
import dev.rigel.contract.agent.AgentResponse;
import dev.rigel.contract.flowrun.FlowRunResponse;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateDetails;
import dev.rigel.contract.state.StateResponse;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.workqueue.QueueFilter;
import dev.rigel.contract.workqueue.WorkQueueResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code inspect} shows: every field that says something. */
final class Dumps {
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private Dumps() {}

  static Dump of(WorkQueueResponse queue) {
    return Dump.object("WorkQueue")
        .field("id", queue.id())
        .field("created", queue.created())
        .field("updated", queue.updated())
        .field("name", queue.name())
        .field("description", queue.description(), "")
        .field("is_paused", queue.isPaused(), false)
        .field("concurrency_limit", queue.concurrencyLimit())
        .field("filter", queue.filter() == null ? null : of(queue.filter()))
        .field("last_polled", queue.lastPolled())
        .field("pending_timeout_seconds", queue.pendingTimeoutSeconds())
        .field("running_timeout_seconds", queue.runningTimeoutSeconds());
  }

  private static Dump of(QueueFilter filter) {
    return Dump.object("QueueFilter")
        .field("tags", filter.tags())
        .field("deployment_ids", filter.deploymentIds());
  }

  static Dump of(AgentResponse agent) {
    return Dump.object("Agent")
        .field("id", agent.id())
        .field("created", agent.created())
        .field("updated", agent.updated())
        .field("name", agent.name())
        .field("state", Dump.word("AgentState." + agent.state()))
        .field("is_native", agent.isNative())
        .field("host", agent.host())
        .field("pid", agent.pid())
        .field("version", agent.version())
        .field("labels", agent.labels(), List.of())
        .field("queues", agent.queues(), List.of())
        .field("prefixes", agent.prefixes(), List.of())
        .field("limit", agent.limit())
        .field("free", agent.free())
        .field("flow_run_ids", agent.flowRunIds(), List.of())
        .field("is_drain_asked", agent.isDrainAsked(), false)
        .field("last_heard_of", agent.lastHeardOf())
        .field("lease", agent.lease());
  }

  static Dump of(FlowRunResponse run) {
    return Dump.object("FlowRun")
        .field("id", run.id())
        .field("created", run.created())
        .field("updated", run.updated())
        .field("name", run.name())
        .field("flow_id", run.flowId())
        .field("state_id", run.stateId())
        .field("deployment_id", run.deploymentId())
        .field("work_queue_name", run.workQueueName())
        .field("flow_version", run.flowVersion())
        .field("parameters", run.parameters(), Map.of())
        .field("idempotency_key", run.idempotencyKey())
        .field("context", run.context(), Map.of())
        .field("empirical_policy", of(run.empiricalPolicy()))
        .field("tags", run.tags(), List.of())
        .field("parent_task_run_id", run.parentTaskRunId())
        .field("state_type", of(run.stateType()))
        .field("state_name", run.stateName())
        .field("run_count", run.runCount(), 0)
        .field("expected_start_time", run.expectedStartTime())
        .field("next_scheduled_start_time", run.nextScheduledStartTime())
        .field("start_time", run.startTime())
        .field("end_time", run.endTime())
        .field("total_run_time", run.totalRunTime(), Duration.ZERO)
        .field("estimated_run_time", run.estimatedRunTime(), Duration.ZERO)
        .field("estimated_start_time_delta", run.estimatedStartTimeDelta(), Duration.ZERO)
        .field("auto_scheduled", run.autoScheduled(), false)
        .field("infrastructure_document_id", run.infrastructureDocumentId())
        .field("infrastructure_pid", run.infrastructurePid())
        .field("priority", run.priority(), 0)
        .field("state", run.state() == null ? null : of(run.state()));
  }

  private static @Nullable Dump of(@Nullable EmpiricalPolicy policy) {
    return policy == null || policy.equals(EmpiricalPolicy.NONE)
        ? null
        : Dump.object("FlowRunPolicy")
            .field("max_retries", policy.maxRetries(), 0)
            .field("retry_delay_seconds", policy.retryDelaySeconds(), 0.0)
            .field("retries", policy.retries())
            .field("retry_delay", policy.retryDelay())
            .field("retry_backoff_factor", policy.retryBackoffFactor(), null)
            .field("retry_max_delay", policy.retryMaxDelay(), null)
            .field("retry_jitter_factor", policy.retryJitterFactor(), null);
  }

  private static @Nullable Dump of(@Nullable StateType type) {
    return type == null ? null : Dump.word("StateType." + type);
  }

  private static Dump of(StateResponse state) {
    return Dump.object("State")
        .field("id", state.id())
        .field("type", of(state.type()))
        .field("name", state.name())
        .field("timestamp", state.timestamp())
        .field("message", state.message())
        .field("data", plain(state.data()))
        .field("state_details", state.stateDetails() == null ? null : of(state.stateDetails()));
  }

  private static @Nullable Dump of(StateDetails details) {
    return details.equals(StateDetails.NONE)
        ? null
        : Dump.object("StateDetails")
            .field("flow_run_id", details.flowRunId())
            .field("task_run_id", details.taskRunId())
            .field("child_flow_run_id", details.childFlowRunId())
            .field("scheduled_time", details.scheduledTime())
            .field("cache_key", details.cacheKey())
            .field("cache_expiration", details.cacheExpiration())
            .field("untrackable_result", details.untrackableResult(), false);
  }

  private static @Nullable Object plain(@Nullable JsonNode json) {
    return json == null || json.isNull() ? null : Json.mapper().convertValue(json, Object.class);
  }

  /** A record as it looks on the wire. */
  static Map<String, Object> asMap(Object wireRecord) {
    return Json.mapper().convertValue(wireRecord, MAP);
  }
}
