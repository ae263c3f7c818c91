package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import org.jspecify.annotations.Nullable;

/** Which block schemas. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record BlockSchemaFilter(
    @Nullable Operator operator,
    Match.@Nullable Ids blockTypeId,
    Match.@Nullable All blockCapabilities,
    Match.@Nullable Ids id,
    Match.@Nullable Texts version) {}
