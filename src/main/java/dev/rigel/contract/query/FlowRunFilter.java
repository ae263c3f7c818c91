package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which flow runs. Unknown fields give 422.
 *
 * @param autoScheduled whether the schedule of its deployment made it; also runs that caught up, or
 *     were asked for by dates
 */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record FlowRunFilter(
    @Nullable Operator operator,
    Match.@Nullable SomeIds id,
    Match.@Nullable Names name,
    Match.@Nullable Tags tags,
    Match.@Nullable NullableIds deploymentId,
    Match.@Nullable NullableTexts workQueueName,
    Match.@Nullable States state,
    Match.@Nullable Texts flowVersion,
    Match.@Nullable NullableTimes startTime,
    Match.@Nullable NullableTimes endTime,
    Match.@Nullable Times expectedStartTime,
    Match.@Nullable Times nextScheduledStartTime,
    Match.@Nullable NullableIds parentTaskRunId,
    Match.@Nullable Equals autoScheduled) {

  /** One run. */
  public static FlowRunFilter ofId(UUID id) {
    return FlowRunFilterBuilder.builder().id(new Match.SomeIds(List.of(id), null)).build();
  }
}
