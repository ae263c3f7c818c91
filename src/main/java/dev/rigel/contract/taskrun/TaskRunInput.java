package dev.rigel.contract.taskrun;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.Required;
import java.util.UUID;

/**
 * What a task run got as input; told apart by {@code input_type}, or, where a request leaves that
 * out, by their one other key. Further keys are skipped.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "input_type")
@JsonSubTypes({
  @JsonSubTypes.Type(TaskRunInput.TaskRunResult.class),
  @JsonSubTypes.Type(TaskRunInput.Parameter.class),
  @JsonSubTypes.Type(TaskRunInput.Constant.class)
})
public sealed interface TaskRunInput {

  /** The result of another task run. */
  @IgnoreUnknown
  @JsonTypeName("task_run")
  record TaskRunResult(@Required UUID id) implements TaskRunInput {}

  /** A parameter of the flow run. */
  @IgnoreUnknown
  @JsonTypeName("parameter")
  record Parameter(@Required String name) implements TaskRunInput {}

  /** A constant, by its type. */
  @IgnoreUnknown
  @JsonTypeName("constant")
  record Constant(@Required String type) implements TaskRunInput {}
}
