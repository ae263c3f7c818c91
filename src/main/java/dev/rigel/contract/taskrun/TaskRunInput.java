package dev.rigel.contract.taskrun;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.UUID;

/** What a task run got as input; told apart by {@code input_type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "input_type")
@JsonSubTypes({
  @JsonSubTypes.Type(TaskRunInput.TaskRunResult.class),
  @JsonSubTypes.Type(TaskRunInput.Parameter.class),
  @JsonSubTypes.Type(TaskRunInput.Constant.class)
})
public sealed interface TaskRunInput {

  /** The result of another task run. */
  @JsonTypeName("task_run")
  record TaskRunResult(@JsonProperty(required = true) UUID id) implements TaskRunInput {}

  /** A parameter of the flow run. */
  @JsonTypeName("parameter")
  record Parameter(@JsonProperty(required = true) String name) implements TaskRunInput {}

  /** A constant, by its type. */
  @JsonTypeName("constant")
  record Constant(@JsonProperty(required = true) String type) implements TaskRunInput {}
}
