package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;

/** Which task runs. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record TaskRunFilter(
    Operator operator,
    Match.Ids id,
    Match.Names name,
    Match.Tags tags,
    Match.States state,
    Match.NullableTimes startTime,
    Match.Exists subflowRuns) {}
