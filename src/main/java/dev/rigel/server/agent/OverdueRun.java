package dev.rigel.server.agent;

import java.util.UUID;

/**
 * A run that is in its state for longer than its queue allows.
 *
 * @param stateId of that state: with another one it is not overdue any more
 * @param seconds that the queue allows
 */
record OverdueRun(UUID id, UUID stateId, String queue, int seconds) {}
