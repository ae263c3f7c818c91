package dev.rigel.stress;

import java.time.Instant;

/**
 * What a queue was told.
 *
 * @param limit from then on
 * @param isPaused from then on
 * @param asked by the database's clock, before the request was sent: until then it held nowhere
 * @param answered when the answer was there: from then on it holds everywhere
 */
record QueueChange(int limit, boolean isPaused, Instant asked, Instant answered) {}
