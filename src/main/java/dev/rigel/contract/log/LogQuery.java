package dev.rigel.contract.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Page;

/** Body of a listing: filters, order and page. */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogQuery(
    LogFilter logs, @Default("\"TIMESTAMP_ASC\"") LogSort sort, Integer limit, Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
