package dev.rigel.server.deployment;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.rigel.contract.deployment.DeploymentCreate;
import dev.rigel.contract.deployment.DeploymentResponse;
import dev.rigel.contract.deployment.DeploymentResponseBuilder;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import dev.rigel.server.state.StateColumns;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How, where and when a flow is run. Named within its flow. */
@Entity
@Table(name = "deployment")
public class Deployment extends Stored {
  private static final TypeReference<Schedule> SCHEDULE = new TypeReference<>() {};
  private static final TypeReference<SchedulePolicy> POLICY = new TypeReference<>() {};

  private String name;

  @Column(name = "flow_id")
  private UUID flowId;

  private @Nullable String version;
  private @Nullable String description;

  @Column(name = "manifest_path")
  private @Nullable String manifestPath;

  private @Nullable String path;
  private @Nullable String entrypoint;

  @Column(name = "work_queue_name")
  private @Nullable String workQueueName;

  private @Nullable String schedule;

  /** Null for the defaults. */
  @Column(name = "schedule_policy")
  private @Nullable String schedulePolicy;

  /** Null for not decided. */
  @Convert(converter = StateColumns.Policy.class)
  @Column(name = "empirical_policy")
  private @Nullable EmpiricalPolicy empiricalPolicy;

  /** Null for crash. */
  @Enumerated(EnumType.STRING)
  @Column(name = "on_agent_lost")
  private @Nullable OnAgentLost onAgentLost;

  /** Null for the default. */
  @Column(name = "max_restarts")
  private @Nullable Integer maxRestarts;

  /** Null for any number. */
  @Column(name = "max_queued_runs")
  private @Nullable Integer maxQueuedRuns;

  @Column(name = "is_schedule_active")
  private boolean isScheduleActive;

  @Convert(converter = Columns.Texts.class)
  private List<String> tags;

  @Convert(converter = Columns.Values.class)
  private Map<String, Object> parameters;

  @Convert(converter = Columns.Values.class)
  @Column(name = "infra_overrides")
  private Map<String, Object> infraOverrides;

  @Convert(converter = Columns.Values.class)
  @Column(name = "parameter_openapi_schema")
  private @Nullable Map<String, Object> parameterOpenapiSchema;

  @Column(name = "storage_document_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID storageDocumentId;

  @Column(name = "infrastructure_document_id")
  @Convert(converter = Columns.OptionalId.class)
  private @Nullable UUID infrastructureDocumentId;

  /** For JPA. */
  protected Deployment() {}

  Deployment(DeploymentCreate deployment, @Nullable Schedule settled, OffsetDateTime now) {
    super(now);
    name = deployment.name();
    flowId = deployment.flowId();
    overwrite(deployment, settled, now);
  }

  /**
   * Every field is set, absent ones to their default, save those that clients of the reference do
   * not know; the schedule as it was settled.
   */
  final void overwrite(
      DeploymentCreate deployment, @Nullable Schedule settled, OffsetDateTime now) {
    version = deployment.version();
    description = deployment.description();
    manifestPath = deployment.manifestPath();
    path = deployment.path();
    entrypoint = deployment.entrypoint();
    workQueueName = deployment.workQueueName();
    schedule = json(settled);
    isScheduleActive = deployment.isScheduleActive();
    tags = List.copyOf(deployment.tags());
    parameters = deployment.parameters();
    infraOverrides = deployment.infraOverrides();
    parameterOpenapiSchema = deployment.parameterOpenapiSchema();
    storageDocumentId = deployment.storageDocumentId();
    infrastructureDocumentId = deployment.infrastructureDocumentId();
    deployment.schedulePolicy().ifPresent(p -> schedulePolicy = json(p));
    deployment.empiricalPolicy().ifPresent(this::decide);
    deployment.onAgentLost().ifPresent(o -> onAgentLost = o);
    deployment.maxRestarts().ifPresent(m -> maxRestarts = m);
    deployment.maxQueuedRuns().ifPresent(most -> maxQueuedRuns = most);
    touch(now);
  }

  /** Given fields only; the schedule as it was settled. */
  void change(DeploymentUpdate update, @Nullable Schedule settled, OffsetDateTime now) {
    update.version().ifPresent(v -> version = v);
    update.schedule().ifPresent(s -> schedule = json(settled));
    update.description().ifPresent(d -> description = d);
    isScheduleActive =
        update.isScheduleActive() == null ? isScheduleActive : update.isScheduleActive();
    parameters = update.parameters() == null ? parameters : update.parameters();
    tags = update.tags() == null ? tags : List.copyOf(update.tags());
    update.workQueueName().ifPresent(q -> workQueueName = q);
    update.path().ifPresent(p -> path = p);
    infraOverrides = update.infraOverrides() == null ? infraOverrides : update.infraOverrides();
    update.entrypoint().ifPresent(e -> entrypoint = e);
    update.manifestPath().ifPresent(m -> manifestPath = m);
    update.storageDocumentId().ifPresent(id -> storageDocumentId = id);
    update.infrastructureDocumentId().ifPresent(id -> infrastructureDocumentId = id);
    update.schedulePolicy().ifPresent(p -> schedulePolicy = json(p));
    update.empiricalPolicy().ifPresent(this::decide);
    update.onAgentLost().ifPresent(o -> onAgentLost = o);
    update.maxRestarts().ifPresent(m -> maxRestarts = m);
    update.maxQueuedRuns().ifPresent(most -> maxQueuedRuns = most);
    touch(now);
  }

  private void decide(@Nullable EmpiricalPolicy policy) {
    empiricalPolicy = EmpiricalPolicy.NONE.equals(policy) ? null : policy;
  }

  void setScheduleActive(boolean active, OffsetDateTime now) {
    isScheduleActive = active;
    touch(now);
  }

  /** Its flow. */
  public UUID flowId() {
    return flowId;
  }

  /** The queue its runs are put on, if any. */
  public @Nullable String workQueueName() {
    return workQueueName;
  }

  /** When it is run, if not only by hand. */
  public @Nullable Schedule schedule() {
    return Columns.parseOrNull(schedule, SCHEDULE);
  }

  /** How the dates of the schedule become runs. */
  public SchedulePolicy schedulePolicy() {
    return schedulePolicy == null ? SchedulePolicy.NONE : Columns.parse(schedulePolicy, POLICY);
  }

  /** How often its runs are tried again, where they do not say so themselves. */
  EmpiricalPolicy empiricalPolicy() {
    return empiricalPolicy == null ? EmpiricalPolicy.NONE : empiricalPolicy;
  }

  /** How often a run begins anew because its agent was lost while it was under way; 0 for never. */
  int restarts() {
    return onAgentLost == OnAgentLost.restart ? maxRestarts() : 0;
  }

  private int maxRestarts() {
    return maxRestarts == null ? OnAgentLost.MAX_RESTARTS : maxRestarts;
  }

  /** Whether the schedule counts. */
  public boolean isScheduleActive() {
    return isScheduleActive;
  }

  /** How many of its runs may be queued; null for any number. */
  @Nullable Integer maxQueuedRuns() {
    return maxQueuedRuns;
  }

  /** Its name within its flow. */
  public String name() {
    return name;
  }

  /** Its tags. */
  public List<String> tags() {
    return tags;
  }

  /** Its parameters. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** What its parameters are, if it says so. */
  @Nullable Map<String, Object> parameterOpenapiSchema() {
    return parameterOpenapiSchema;
  }

  /** The block that says where it is run, if any. */
  public @Nullable UUID infrastructureDocumentId() {
    return infrastructureDocumentId;
  }

  /** The block that says where its code is, if any. */
  @Nullable UUID storageDocumentId() {
    return storageDocumentId;
  }

  DeploymentResponse response() {
    return DeploymentResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .version(version)
        .description(description)
        .flowId(flowId)
        .schedule(schedule())
        .isScheduleActive(isScheduleActive)
        .infraOverrides(infraOverrides)
        .parameters(parameters)
        .tags(tags)
        .workQueueName(workQueueName)
        .parameterOpenapiSchema(parameterOpenapiSchema)
        .path(path)
        .entrypoint(entrypoint)
        .manifestPath(manifestPath)
        .storageDocumentId(storageDocumentId)
        .infrastructureDocumentId(infrastructureDocumentId)
        .schedulePolicy(schedulePolicy())
        .empiricalPolicy(empiricalPolicy())
        .onAgentLost(onAgentLost == null ? OnAgentLost.crash : onAgentLost)
        .maxRestarts(maxRestarts())
        .maxQueuedRuns(maxQueuedRuns)
        .build();
  }

  private static @Nullable String json(@Nullable Schedule schedule) {
    return schedule == null ? null : Columns.json(schedule);
  }

  private static @Nullable String json(@Nullable SchedulePolicy policy) {
    return policy == null || policy.equals(SchedulePolicy.NONE) ? null : Columns.json(policy);
  }
}
