package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.NullIsRefused;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Change of a deployment; absent fields stay as they are. Always makes the planted runs anew.
 *
 * @param schedulePolicy how dates become runs, as a whole; null: the defaults. Unknown calendars
 *     give 422
 * @param empiricalPolicy how often its runs are tried again; null: not decided
 * @param onAgentLost what becomes of a run that is under way when its agent is lost; null: crash
 * @param maxRestarts how often a run begins anew for that; null: 3; less than 0 gives 422
 * @param maxQueuedRuns create_flow_run refuses more runs than so many that are queued, 0 or more;
 *     null: any number
 */
@WithBuilder
public record DeploymentUpdate(
    JsonNullable<String> version,
    JsonNullable<Schedule> schedule,
    JsonNullable<String> description,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean isScheduleActive,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Object> parameters,
    @Longest @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> tags,
    JsonNullable<String> workQueueName,
    JsonNullable<String> path,
    @NullIsRefused @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Object> infraOverrides,
    JsonNullable<String> entrypoint,
    JsonNullable<String> manifestPath,
    JsonNullable<UUID> storageDocumentId,
    JsonNullable<UUID> infrastructureDocumentId,
    JsonNullable<SchedulePolicy> schedulePolicy,
    JsonNullable<EmpiricalPolicy> empiricalPolicy,
    JsonNullable<OnAgentLost> onAgentLost,
    @Least(0) JsonNullable<Integer> maxRestarts,
    @Least(0) JsonNullable<Integer> maxQueuedRuns) {
  /** What is not set is absent. */
  public DeploymentUpdate {
    version = Absent.ifNull(version);
    schedule = Absent.ifNull(schedule);
    description = Absent.ifNull(description);
    workQueueName = Absent.ifNull(workQueueName);
    path = Absent.ifNull(path);
    entrypoint = Absent.ifNull(entrypoint);
    manifestPath = Absent.ifNull(manifestPath);
    storageDocumentId = Absent.ifNull(storageDocumentId);
    infrastructureDocumentId = Absent.ifNull(infrastructureDocumentId);
    schedulePolicy = Absent.ifNull(schedulePolicy);
    empiricalPolicy = Absent.ifNull(empiricalPolicy);
    onAgentLost = Absent.ifNull(onAgentLost);
    maxRestarts = Absent.ifNull(maxRestarts);
    maxQueuedRuns = Absent.ifNull(maxQueuedRuns);
  }
}
