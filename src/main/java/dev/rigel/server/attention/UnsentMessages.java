package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import java.time.OffsetDateTime;

/**
 * Messages of a notification policy that were given up since one arrived.
 *
 * @param first when the first was given up
 * @param last when the last was
 * @param refusal why
 */
record UnsentMessages(
    Mention policy,
    Mention block,
    int count,
    OffsetDateTime first,
    OffsetDateTime last,
    String refusal) {}
