package dev.rigel.server.attention;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.attention.MentionType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A native agent that is lost.
 *
 * @param lastHeardOf when that was
 * @param isReplaced whether another one of its name is there
 * @param runs how many it had
 * @param some of them, as they are now
 */
record SilentAgent(
    UUID id,
    String name,
    OffsetDateTime lastHeardOf,
    boolean isReplaced,
    int runs,
    List<Mention> some) {
  Mention mention() {
    return Mention.of(MentionType.agent, id, name);
  }
}
