package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import org.jspecify.annotations.Nullable;

/** Which work queues. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkQueueFilter(@Nullable Operator operator, Match.@Nullable NamesOrPrefixes name) {}
