package dev.rigel.contract.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * A deployment to make, or to overwrite: for one of the same flow and name every field is set,
 * absent ones to their default, save the last five, which clients of the reference do not know and
 * must not wipe. Its queue is created if it is missing, its planted runs are planted anew.
 *
 * @param name required; at most 500 bytes; must not be empty nor contain {@code / % & > < \}; else
 *     422
 * @param flowId required; unknown gives 409
 * @param workQueueName queue that its runs are put on; none if null
 * @param infraOverrides values laid over the infrastructure block, by dotted path
 * @param schedulePolicy how dates become runs; absent: what stands is kept; null: the defaults.
 *     Unknown calendars give 422
 * @param empiricalPolicy how often its runs are tried again, where neither the run nor its flow
 *     says so; absent: what stands is kept; null: not decided
 * @param onAgentLost what becomes of a run that is under way when its agent is lost; absent: what
 *     stands is kept; null: crash
 * @param maxRestarts how often a run begins anew for that; absent: what stands is kept; null: 3;
 *     less than 0 gives 422
 * @param maxQueuedRuns create_flow_run refuses more runs than so many that are queued, 0 or more;
 *     absent: what stands is kept; null: any number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record DeploymentCreate(
    @Required String name,
    @Required UUID flowId,
    @Default("true") @RecordBuilder.Initializer("ACTIVE") boolean isScheduleActive,
    @Default("{}") Map<String, Object> parameters,
    @Longest @Default("[]") List<String> tags,
    @Nullable String manifestPath,
    @Nullable String workQueueName,
    @Nullable UUID storageDocumentId,
    @Nullable UUID infrastructureDocumentId,
    @Nullable Schedule schedule,
    @Nullable String description,
    @Nullable Map<String, Object> parameterOpenapiSchema,
    @Nullable String path,
    @Nullable String version,
    @Nullable String entrypoint,
    @Default("{}") Map<String, Object> infraOverrides,
    @JsonInclude JsonNullable<SchedulePolicy> schedulePolicy,
    @JsonInclude JsonNullable<EmpiricalPolicy> empiricalPolicy,
    @JsonInclude JsonNullable<OnAgentLost> onAgentLost,
    @JsonInclude @Least(0) JsonNullable<Integer> maxRestarts,
    @Least(0) @JsonInclude JsonNullable<Integer> maxQueuedRuns) {
  /** What a builder begins with, as the wire does. */
  public static final boolean ACTIVE = true;

  /** Refuses a bad name. */
  public DeploymentCreate {
    Names.check(name);
    schedulePolicy = Absent.ifNull(schedulePolicy);
    empiricalPolicy = Absent.ifNull(empiricalPolicy);
    onAgentLost = Absent.ifNull(onAgentLost);
    maxRestarts = Absent.ifNull(maxRestarts);
    maxQueuedRuns = Absent.ifNull(maxQueuedRuns);
  }
}
