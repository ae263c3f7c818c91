package dev.rigel.contract.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Page;
import org.jspecify.annotations.Nullable;

/** Body of a listing: filters, order and page. */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogQuery(
    @Nullable LogFilter logs,
    @Default("\"TIMESTAMP_ASC\"") LogSort sort,
    @Nullable Integer limit,
    @Nullable Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
