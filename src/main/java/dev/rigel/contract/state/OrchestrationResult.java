package dev.rigel.contract.state;

import dev.rigel.contract.json.Required;

/** Answer of {@code set_state}. The state is null for WAIT and ABORT. */
public record OrchestrationResult(
    StateResponse state, @Required SetStateStatus status, @Required ResponseDetails details) {}
