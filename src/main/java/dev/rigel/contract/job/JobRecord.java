package dev.rigel.contract.job;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import jakarta.batch.runtime.BatchStatus;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow run's job as it was last told.
 *
 * @param attempt number of the newest attempt, from 1. Each execution of the job has one of its
 *     own, higher than all before: a fencing number
 * @param jobName name of the job's XML
 * @param jobXmlDigest of the XML with which it was recorded; null if unknown
 * @param exitStatus null where the job has not set one
 * @param restartPosition the step, flow, split or decision that the job itself wants a restart to
 *     begin with
 * @param executionId of the newest execution, where the batch runtime has a repository of its own
 * @param updated when something was last told
 * @param steps what has begun, by name and partition
 */
@WithBuilder
public record JobRecord(
    @Required UUID flowRunId,
    int attempt,
    @Required String jobName,
    @Nullable String jobXmlDigest,
    @Required BatchStatus status,
    @Nullable String exitStatus,
    @Nullable String restartPosition,
    @Nullable Long executionId,
    @Required OffsetDateTime updated,
    @Required List<StepRecord> steps) {}
