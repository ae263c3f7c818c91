package dev.rigel.contract.flowrun;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One of the reasons why a run does not go on.
 *
 * @param text for people: what it is and what may be done about it
 * @param since when it began, where that is known
 * @param subject what it is about: the name of the queue, or the id of the agent that has the run
 */
public record WaitReason(
    @Required WaitKind reason,
    @Required String text,
    @Nullable OffsetDateTime since,
    @Nullable String subject) {}
