package dev.rigel.contract.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.IgnoreUnknown;
import dev.rigel.contract.json.NullIsAbsent;
import dev.rigel.contract.json.WithBuilder;
import dev.rigel.contract.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which agents to list.
 *
 * @param states only those in any of these; default all
 * @param name only those of this name
 */
@IgnoreUnknown
@NullIsAbsent
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record AgentQuery(
    @Nullable List<AgentState> states,
    @Nullable String name,
    @Nullable Integer limit,
    @Nullable Integer offset) {

  /** The page asked for. */
  public Page page() {
    return new Page(limit, offset);
  }
}
