package dev.rigel.contract.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Names;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent that begins.
 *
 * @param name for people; two agents may have the same; as the name of a queue, else 422
 * @param host name of the machine that it runs on
 * @param pid its process there
 * @param version Rigel's
 * @param labels texts by which people find it
 * @param queues the queues that it serves, the most important first; those that are missing are
 *     created
 * @param prefixes it serves all queues whose name begins with any of these, by name, after {@code
 *     queues}
 * @param limit runs in hand at once, at most; null for any number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record AgentCreate(
    @Required String name,
    @Longest @Nullable String host,
    @Nullable Integer pid,
    @Longest @Nullable String version,
    @Longest @Default("[]") List<String> labels,
    @Longest @Default("[]") List<String> queues,
    @Longest @Default("[]") List<String> prefixes,
    @Least(0) @Nullable Integer limit) {
  /** Refuses a bad name. */
  public AgentCreate {
    Names.check(name);
  }
}
