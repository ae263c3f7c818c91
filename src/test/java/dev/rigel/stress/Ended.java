package dev.rigel.stress;

import dev.rigel.contract.state.StateType;
import java.util.UUID;

/**
 * A run as it is in the end.
 *
 * @param key its idempotency key
 * @param message of its last state
 */
record Ended(UUID id, String key, StateType type, String message) {}
