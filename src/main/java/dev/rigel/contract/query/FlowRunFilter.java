package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import java.util.List;
import java.util.UUID;

/** Which flow runs. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record FlowRunFilter(
    Operator operator,
    Match.SomeIds id,
    Match.Names name,
    Match.Tags tags,
    Match.NullableIds deploymentId,
    Match.NullableTexts workQueueName,
    Match.States state,
    Match.Texts flowVersion,
    Match.NullableTimes startTime,
    Match.Times expectedStartTime,
    Match.Times nextScheduledStartTime,
    Match.NullableIds parentTaskRunId) {

  /** One run. */
  public static FlowRunFilter ofId(UUID id) {
    return FlowRunFilterBuilder.builder().id(new Match.SomeIds(List.of(id), null)).build();
  }
}
