package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A run that is PENDING.
 *
 * @param since when it was taken, or, if it was taken ahead of its time, was to begin
 * @param agent who has it, where that is known
 */
record PendingRun(Mention run, OffsetDateTime since, Optional<Mention> agent) {}
