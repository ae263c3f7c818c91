package dev.rigel.contract.block;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Absent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Match;
import dev.rigel.contract.query.Operator;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * Which block documents. Unknown fields give 422.
 *
 * @param isAnonymous absent leaves the anonymous ones out; null takes both
 */
@WithBuilder
public record BlockDocumentFilter(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Operator operator,
    @JsonInclude(JsonInclude.Include.NON_NULL) Match.@Nullable Ids id,
    JsonNullable<Match.Equals> isAnonymous,
    @JsonInclude(JsonInclude.Include.NON_NULL) Match.@Nullable Ids blockTypeId,
    @JsonInclude(JsonInclude.Include.NON_NULL) Match.@Nullable Texts name) {
  /** What is not set is absent. */
  public BlockDocumentFilter {
    isAnonymous = Absent.ifNull(isAnonymous);
  }
}
