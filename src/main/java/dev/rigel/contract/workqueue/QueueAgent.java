package dev.rigel.contract.workqueue;

import dev.rigel.contract.agent.AgentState;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent that serves a queue, and perhaps others.
 *
 * @param isNative whether it takes its runs by {@code exchange}; else it polls
 * @param free how many more runs it takes of all its queues; null if it has not said so
 * @param lastHeardOf by the database's clock
 */
@WithBuilder
public record QueueAgent(
    @Required UUID id,
    @Required String name,
    @Required AgentState state,
    boolean isNative,
    @Nullable Integer free,
    @Required OffsetDateTime lastHeardOf) {}
