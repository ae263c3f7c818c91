package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Match;
import org.jspecify.annotations.Nullable;

/** Which block types. Unknown fields give 422. */
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockTypeFilter(Match.@Nullable Like name, Match.@Nullable Texts slug) {}
