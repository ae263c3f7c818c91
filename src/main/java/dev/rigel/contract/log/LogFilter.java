package dev.rigel.contract.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Which logs. Unknown fields give 422.
 *
 * @param message a text that it contains
 */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record LogFilter(
    @Nullable Operator operator,
    Match.@Nullable Levels level,
    Match.@Nullable Times timestamp,
    Match.@Nullable Ids flowRunId,
    Match.@Nullable Ids taskRunId,
    Match.@Nullable Like message) {}
