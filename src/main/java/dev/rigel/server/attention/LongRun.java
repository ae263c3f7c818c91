package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A run that is RUNNING.
 *
 * @param since when it came into its state
 * @param before how long it ran before that: in tries that failed
 * @param usual how long the last runs of its deployment took that completed
 */
record LongRun(
    Mention run, Mention deployment, OffsetDateTime since, Duration before, List<Duration> usual) {}
