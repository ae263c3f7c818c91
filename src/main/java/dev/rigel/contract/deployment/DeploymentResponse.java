package dev.rigel.contract.deployment;

import dev.rigel.contract.flowrun.CreatedBy;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment.
 *
 * @param schedulePolicy how dates become runs, with the defaults filled in
 * @param empiricalPolicy how often its runs are tried again, where neither the run nor its flow
 *     says so
 * @param onAgentLost what becomes of a run that is under way when its agent is lost
 * @param maxRestarts how often a run begins anew for that
 * @param maxQueuedRuns create_flow_run refuses more runs than so many that are queued, 0 or more;
 *     null: any number
 */
@WithBuilder
public record DeploymentResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Nullable String version,
    @Nullable String description,
    @Required UUID flowId,
    @Nullable Schedule schedule,
    boolean isScheduleActive,
    @Required Map<String, Object> infraOverrides,
    @Required Map<String, Object> parameters,
    @Required List<String> tags,
    @Nullable String workQueueName,
    @Nullable Map<String, Object> parameterOpenapiSchema,
    @Nullable String path,
    @Nullable String entrypoint,
    @Nullable String manifestPath,
    @Nullable UUID storageDocumentId,
    @Nullable UUID infrastructureDocumentId,
    @Nullable CreatedBy createdBy,
    @Nullable CreatedBy updatedBy,
    @Required SchedulePolicy schedulePolicy,
    @Required EmpiricalPolicy empiricalPolicy,
    @Required OnAgentLost onAgentLost,
    @Required Integer maxRestarts,
    @Nullable Integer maxQueuedRuns) {}
