package dev.rigel.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rigel.contract.json.Json;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A flow run as a job: which job XML to start, and with what.
 *
 * @param flowRunId the run
 * @param runName its name, for logs
 * @param jobName name of a file in {@code META-INF/batch-jobs}, without {@code .xml}
 * @param parameters the run's parameters; may hold nulls
 */
public record FlowRunJob(
    UUID flowRunId, String runName, String jobName, Map<String, Object> parameters) {
  /** How an entrypoint names a batch job: {@code batch:NAME}. */
  private static final String ENTRYPOINT_PREFIX = "batch:";

  /**
   * The job parameter that carries the number of the attempt: higher than that of every earlier
   * execution of the run's job, so that who writes elsewhere can refuse an earlier one.
   */
  public static final String ATTEMPT = "rigel.attempt";

  /** The job parameter that carries the id of the flow run, for jobs that want to know it. */
  public static final String FLOW_RUN_ID = "rigel.flow_run_id";

  /**
   * Whether an entrypoint, if there is one, is one of batch jobs, though perhaps a malformed one.
   */
  public static boolean isMeantBy(@Nullable String entrypoint) {
    return entrypoint != null && entrypoint.startsWith(ENTRYPOINT_PREFIX);
  }

  /**
   * A job by the entrypoint of its deployment.
   *
   * @throws IllegalArgumentException if the entrypoint is not {@code batch:NAME}
   */
  public static FlowRunJob of(
      UUID flowRunId, String runName, @Nullable String entrypoint, Map<String, Object> parameters) {
    if (entrypoint == null || !entrypoint.matches(ENTRYPOINT_PREFIX + "[^/\\\\]+")) {
      throw new IllegalArgumentException(
          "entrypoint '" + entrypoint + "' names no batch job; expected batch:NAME");
    }
    var jobName = entrypoint.substring(ENTRYPOINT_PREFIX.length());
    return new FlowRunJob(flowRunId, runName, jobName, parameters);
  }

  /**
   * The job parameters: text as it is, everything else as JSON text. Nulls are left out, so that
   * the job XML's own default applies.
   *
   * @param attempt its number
   */
  public Properties jobParameters(int attempt) {
    var properties = new Properties();
    parameters.forEach(
        (name, value) -> {
          if (value != null && !(value instanceof JsonNode node && node.isNull())) {
            properties.setProperty(name, text(value));
          }
        });
    properties.setProperty(FLOW_RUN_ID, flowRunId.toString());
    properties.setProperty(ATTEMPT, Integer.toString(attempt));
    return properties;
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof JsonNode node && node.isTextual()) {
      return node.textValue();
    }
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("parameter is no JSON value", e);
    }
  }
}
