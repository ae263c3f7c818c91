package dev.rigel.contract.deployment;

import dev.rigel.contract.flowrun.CreatedBy;
import dev.rigel.contract.schedule.Schedule;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A deployment. */
public record DeploymentResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    String version,
    String description,
    UUID flowId,
    Schedule schedule,
    boolean isScheduleActive,
    Map<String, Object> infraOverrides,
    Map<String, Object> parameters,
    List<String> tags,
    String workQueueName,
    Map<String, Object> parameterOpenapiSchema,
    String path,
    String entrypoint,
    String manifestPath,
    UUID storageDocumentId,
    UUID infrastructureDocumentId,
    CreatedBy createdBy,
    CreatedBy updatedBy) {}
