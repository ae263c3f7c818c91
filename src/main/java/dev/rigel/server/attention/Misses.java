package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import java.time.OffsetDateTime;

/**
 * Dates of a deployment that ended as Missed.
 *
 * @param count within {@link MissedDates#REMEMBERED}
 * @param last the last of them
 */
record Misses(Mention deployment, int count, OffsetDateTime last) {}
