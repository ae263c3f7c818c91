package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Page;
import org.jspecify.annotations.Nullable;

/** Body of a listing: filters, order and page. */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkQueueQuery(
    @Nullable WorkQueueFilter workQueues, @Nullable Integer limit, @Nullable Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
