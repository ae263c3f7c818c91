package dev.rigel.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rigel.cli.terminal.Failure;
import dev.rigel.client.FileTrouble;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.deployment.OnAgentLost;
import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.FieldError;
import dev.rigel.contract.json.InvalidBody;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.schedule.Schedule;
import dev.rigel.contract.schedule.SchedulePolicy;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.EmpiricalPolicyBuilder;
import dev.rigel.engine.FlowRunJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * A deployment as a YAML file describes it: one that the reference's {@code deployment build}
 * wrote, or one written by hand, which needs no more than name, flow and entrypoint. Public because
 * the contract's reader makes it.
 *
 * @param name of the deployment
 * @param flowName of the flow, made when missing
 * @param entrypoint {@code batch:NAME} for the Jakarta Batch job of that name, or a Python function
 *     as {@code file.py:name}
 * @param workQueueName queue that its runs are put on; absent: {@code default}, null: none
 * @param parameters of its runs
 * @param schedule when it runs by itself; null for never
 * @param schedulePolicy how the dates of the schedule become runs; null for the defaults
 * @param infraOverrides values laid over the infrastructure, by dotted path
 * @param infrastructure where its runs execute: {@code _block_type_slug} and the block's values, or
 *     {@code _block_document_name} for a block that is stored; null for the default of the
 *     entrypoint
 * @param storage where Python code is kept, as stored block; null for {@code path}
 * @param parameterOpenapiSchema which parameters there are; null: those that are given here, and
 *     any other
 * @param retries how often a run that failed is tried again; null for not decided
 * @param retryDelaySeconds between two tries; null for none
 * @param retryBackoffFactor by how much each delay is longer than the one before; null for not
 * @param retryMaxDelaySeconds that no delay exceeds; null for any
 * @param retryJitterFactor the greatest part of a delay that chance adds; null for nothing
 * @param onAgentLost what becomes of a run that is under way when its agent is lost; null: crash
 * @param maxRestarts how often a run begins anew for that; null: 3
 * @param maxQueuedRuns how many of its runs may be queued; null for any number
 */
public record DeploymentFile(
    @Required String name,
    @Required String flowName,
    @Required String entrypoint,
    @Nullable String description,
    @Nullable String version,
    JsonNullable<String> workQueueName,
    List<String> tags,
    Map<String, Object> parameters,
    @Nullable Schedule schedule,
    @Nullable SchedulePolicy schedulePolicy,
    Map<String, Object> infraOverrides,
    Map<String, Object> infrastructure,
    @Nullable String manifestPath,
    @Nullable Map<String, Object> storage,
    @Nullable String path,
    @Nullable Map<String, Object> parameterOpenapiSchema,
    @Nullable Integer retries,
    @Nullable Integer retryDelaySeconds,
    @Nullable Double retryBackoffFactor,
    @Nullable Integer retryMaxDelaySeconds,
    @Nullable Double retryJitterFactor,
    @Nullable OnAgentLost onAgentLost,
    @Nullable Integer maxRestarts,
    @Least(0) @Nullable Integer maxQueuedRuns) {
  private static final String DEFAULT_QUEUE = "default";
  private static final List<String> SCHEDULE_KINDS = List.of("interval", "cron", "rrule");

  /** Empty where nothing is said. */
  public DeploymentFile {
    tags = tags == null ? List.of() : tags;
    parameters = parameters == null ? Map.of() : parameters;
    infraOverrides = infraOverrides == null ? Map.of() : infraOverrides;
    infrastructure = infrastructure == null ? Map.of() : infrastructure;
    demandCount("retries", retries);
    demandCount("retry_delay_seconds", retryDelaySeconds);
    demandCount("retry_max_delay_seconds", retryMaxDelaySeconds);
    if (retryBackoffFactor != null && retryBackoffFactor < 1) {
      throw new BodyReader.Invalid("retry_backoff_factor", "must not be below 1", "value_error");
    }
    if (retryJitterFactor != null && retryJitterFactor < 0) {
      throw new BodyReader.Invalid("retry_jitter_factor", "must not be negative", "value_error");
    }
    demandCount("max_restarts", maxRestarts);
  }

  /**
   * Reads a file; relative paths of a batch job's class path and working directory start at the
   * file's directory.
   *
   * @throws Failure if it cannot be read, or is no such description
   */
  static DeploymentFile read(Path file) {
    try {
      var yaml = YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
      var tree = yaml.readTree(Files.readString(file));
      demandContent(tree);
      demandOneKind(tree.path("schedule"));
      tree.path("parameters")
          .properties()
          .forEach(p -> RunParameters.demandFinite(p.getKey(), p.getValue()));
      var read = BodyReader.read(tree, DeploymentFile.class);
      return read.withPathsFrom(
          Objects.requireNonNull(file.toAbsolutePath().normalize().getParent()));
    } catch (InvalidBody e) {
      throw unfit(file, words(e));
    } catch (JsonProcessingException e) {
      var place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw unfit(file, e.getOriginalMessage().lines().findFirst().orElse("no YAML") + place);
    } catch (IOException e) {
      throw unfit(file, FileTrouble.reason(e));
    } catch (IllegalArgumentException e) {
      throw unfit(file, String.valueOf(e.getMessage()));
    }
  }

  private static void demandContent(JsonNode tree) {
    if (tree.isMissingNode() || tree.isNull()) {
      throw new IllegalArgumentException(
          "the file is empty; it needs name, flow_name and entrypoint");
    }
  }

  /** The API reads a schedule by the first of the keys, and calls the others unknown. */
  private static void demandOneKind(JsonNode schedule) {
    var given = SCHEDULE_KINDS.stream().filter(schedule::has).toList();
    if (schedule.isObject() && given.size() != 1) {
      throw new IllegalArgumentException(
          "schedule: needs exactly one of interval, cron, rrule, but has "
              + (given.isEmpty() ? "none" : String.join(" and ", given)));
    }
  }

  private static Failure unfit(Path file, String reason) {
    return new Failure("'%s' did not conform to deployment spec: %s".formatted(file, reason));
  }

  private static String words(InvalidBody invalid) {
    return invalid.errors().stream()
        .map(error -> place(error) + ": " + error.msg())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String place(FieldError error) {
    var path = error.loc().stream().skip(1).map(Object::toString).collect(Collectors.joining("."));
    return path.isEmpty() ? "the file" : path;
  }

  private DeploymentFile withPathsFrom(Path directory) {
    var block = new LinkedHashMap<>(infrastructure);
    block.putIfAbsent(
        "_block_type_slug",
        FlowRunJob.isMeantBy(entrypoint) ? BlockDefinition.BATCH_JOB : BlockDefinition.PROCESS);
    if (BlockDefinition.BATCH_JOB.equals(block.get("_block_type_slug"))) {
      block.computeIfPresent("working_dir", (key, value) -> resolved(directory, value));
      block.computeIfPresent(
          "classpath",
          (key, value) ->
              value instanceof List<?> entries
                  ? entries.stream().map(entry -> resolved(directory, entry)).toList()
                  : value);
    }
    return new DeploymentFile(
        name,
        flowName,
        entrypoint,
        description,
        version,
        workQueueName,
        tags,
        parameters,
        schedule,
        schedulePolicy,
        infraOverrides,
        block,
        manifestPath,
        storage,
        path,
        parameterOpenapiSchema,
        retries,
        retryDelaySeconds,
        retryBackoffFactor,
        retryMaxDelaySeconds,
        retryJitterFactor,
        onAgentLost,
        maxRestarts,
        maxQueuedRuns);
  }

  private static void demandCount(String field, @Nullable Integer number) {
    if (number != null && number < 0) {
      throw new BodyReader.Invalid(field, "must not be negative", "value_error");
    }
  }

  /**
   * Entries of a batch job's class path that do not exist on this machine; they may on the agent's.
   */
  List<String> missingClasspath() {
    var entries = infrastructure.get("classpath") instanceof List<?> list ? list : List.of();
    return entries.stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(entry -> !Files.exists(Path.of(entry.replaceFirst("[/\\\\]\\*$", ""))))
        .toList();
  }

  private static Object resolved(Path directory, Object value) {
    return value instanceof String text ? directory.resolve(text).normalize().toString() : value;
  }

  /** The queue, if runs are put on one. */
  String queue() {
    return workQueueName.isPresent() ? workQueueName.get() : DEFAULT_QUEUE;
  }

  /** The retries of its runs, if something is said. */
  @Nullable EmpiricalPolicy empiricalPolicy() {
    var policy =
        EmpiricalPolicyBuilder.builder()
            .retries(retries)
            .retryDelay(retryDelaySeconds)
            .retryBackoffFactor(retryBackoffFactor)
            .retryMaxDelay(retryMaxDelaySeconds)
            .retryJitterFactor(retryJitterFactor)
            .build();
    return policy.equals(EmpiricalPolicy.NONE) ? null : policy;
  }

  /** The parameters that runs may be given. */
  Map<String, Object> parameterSchema() {
    return parameterOpenapiSchema == null
        ? ParameterSchema.of(parameters)
        : ParameterSchema.withoutNulls(parameterOpenapiSchema);
  }
}
