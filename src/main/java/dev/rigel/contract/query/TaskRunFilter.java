package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import org.jspecify.annotations.Nullable;

/** Which task runs. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record TaskRunFilter(
    @Nullable Operator operator,
    Match.@Nullable Ids id,
    Match.@Nullable Names name,
    Match.@Nullable Tags tags,
    Match.@Nullable States state,
    Match.@Nullable NullableTimes startTime,
    Match.@Nullable Exists subflowRuns) {}
