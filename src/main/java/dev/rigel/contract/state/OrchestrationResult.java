package dev.rigel.contract.state;

/** Answer of {@code set_state}. The state is null for WAIT and ABORT. */
public record OrchestrationResult(
    StateResponse state, SetStateStatus status, ResponseDetails details) {}
