package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How the last runs of a deployment ended.
 *
 * @param failures how many failed or crashed since the last that completed
 * @param lastBad when the last of them ended
 * @param lastGood when the last one completed; null: none did
 * @param lastRun the last that failed or crashed
 * @param message of its state
 */
record Ends(
    Mention deployment,
    Mention flow,
    int failures,
    OffsetDateTime lastBad,
    @Nullable OffsetDateTime lastGood,
    Mention lastRun,
    @Nullable String message) {}
