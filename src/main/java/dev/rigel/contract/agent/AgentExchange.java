package dev.rigel.contract.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Default;
import dev.rigel.contract.json.Least;
import dev.rigel.contract.json.MostElements;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What an agent tells the server, again and again: that it lives, what it has, and how much more it
 * can take. An agent makes one exchange at a time.
 *
 * @param requestId a random id that no other exchange has. The same again, after an answer that got
 *     lost, gives the same runs with the same tokens
 * @param sequence rises with every call of the agent, repeated ones too: what comes late is refused
 *     with 409 and changes nothing; 0, the default, is never late
 * @param free how many more runs it takes; at most 200 are given at once
 * @param flowRunIds all runs that it has, those included that it is still to report. A run that it
 *     was given before and does not name goes back to its queue, or is CRASHED if it was running.
 *     Of one that is not its own any more it is told at once, each time that it names it: it names
 *     none that was revoked
 * @param endingFlowRunIds of these the ones that it is ending already, as it was told: a cancel of
 *     them is no news
 * @param reports ends of runs that it has, and runs that it gives back
 * @param prefetch how long before their time runs are taken, seconds; default 0. They begin on it
 * @param longestWait how long the answer may wait for something to say, seconds, at most 30 and a
 *     third of the server's lease, {@code AgentResponse.lease}; default 0
 * @param isDraining whether it takes no more; default false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@WithBuilder
public record AgentExchange(
    @Required UUID requestId,
    @Least(0) @Default("0") int sequence,
    @Least(0) @Default("0") int free,
    @MostElements(AgentExchange.MOST_RUNS) @Default("[]") List<UUID> flowRunIds,
    @MostElements(AgentExchange.MOST_RUNS) @Default("[]") List<UUID> endingFlowRunIds,
    @MostElements(AgentExchange.MOST_RUNS) @Default("[]") List<RunReport> reports,
    @Default("0") Duration prefetch,
    @Default("0") Duration longestWait,
    @Default("false") boolean isDraining) {
  /** That an agent may have; more in one list are refused with 422. */
  public static final int MOST_RUNS = 10_000;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Fills in what is absent. */
  public AgentExchange {
    flowRunIds = flowRunIds == null ? List.of() : flowRunIds;
    endingFlowRunIds = endingFlowRunIds == null ? List.of() : endingFlowRunIds;
    reports = reports == null ? List.of() : reports;
    prefetch = prefetch == null ? Duration.ZERO : prefetch;
    longestWait = longestWait == null ? Duration.ZERO : longestWait;
    longestWait = longestWait.compareTo(LONGEST) > 0 ? LONGEST : longestWait;
  }
}
