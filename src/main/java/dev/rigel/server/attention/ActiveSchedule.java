package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that is on and for which no further run is planted.
 *
 * @param next its next date
 * @param isSpent whether it has had all the runs that its policy allows
 * @param problem why it has no meaning; null: it has one
 */
record ActiveSchedule(
    Mention deployment, Optional<OffsetDateTime> next, boolean isSpent, @Nullable String problem) {}
