package dev.rigel.contract.workqueue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.query.Page;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which queues to look at; all without {@code ids} and {@code name_like}.
 *
 * @param ids only these; an empty list matches nothing
 * @param nameLike only those whose name contains this; {@code %} and {@code _} are wildcards, case
 *     does not matter
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueueOverviewQuery(
    @Nullable List<UUID> ids,
    @Nullable String nameLike,
    @Nullable Integer limit,
    @Nullable Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
