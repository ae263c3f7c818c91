package dev.rigel.contract.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;

/** Which logs. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record LogFilter(
    Operator operator,
    Match.Levels level,
    Match.Times timestamp,
    Match.Ids flowRunId,
    Match.Ids taskRunId) {}
