package dev.rigel.contract.agent;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent. One of the reference is known by its polls alone: it has no host, version or runs here.
 *
 * @param isNative whether it takes its runs by {@code exchange}; else it polls as those of the
 *     reference do, and none of its runs is known to be its own
 * @param queues the queues that it serves, the most important first; of one that polls, the last
 * @param limit runs in hand at once, at most; null for any number
 * @param free how many more it asked for when it was last heard of
 * @param flowRunIds the runs that it has
 * @param isDrainAsked whether it was told to take no more
 * @param lastHeardOf by the database's clock
 * @param lease how long it may be silent before the server takes its runs from it, seconds; null
 *     for one that polls, and of older servers
 */
@WithBuilder
public record AgentResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required AgentState state,
    boolean isNative,
    @Nullable String host,
    @Nullable Integer pid,
    @Nullable String version,
    @Required List<String> labels,
    @Required List<String> queues,
    @Required List<String> prefixes,
    @Nullable Integer limit,
    @Nullable Integer free,
    @Required List<UUID> flowRunIds,
    boolean isDrainAsked,
    @Required OffsetDateTime lastHeardOf,
    @Nullable Duration lease) {}
