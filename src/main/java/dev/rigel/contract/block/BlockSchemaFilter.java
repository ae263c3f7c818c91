package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;

/** Which block schemas. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record BlockSchemaFilter(
    Operator operator,
    Match.Ids blockTypeId,
    Match.All blockCapabilities,
    Match.Ids id,
    Match.Texts version) {}
