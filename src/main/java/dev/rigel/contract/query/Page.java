package dev.rigel.contract.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and the body of listings without a filter.
 *
 * @param limit rows at most, 0 to 200, default 200; outside of it 422
 * @param offset rows to skip, at least 0, default 0
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page(@Nullable Integer limit, @Nullable Integer offset) {

  /** The first page, of the usual size. */
  public static final Page FIRST = new Page(null, null);
}
