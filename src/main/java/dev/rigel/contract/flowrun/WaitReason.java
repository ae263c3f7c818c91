package dev.rigel.contract.flowrun;

import dev.rigel.contract.attention.Mention;
import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the reasons why a run does not go on.
 *
 * @param text for people: what it is and what may be done about it
 * @param since when it began, where that is known
 * @param subject what it is about: the name of the queue, or the id of the agent that has the run
 * @param ids the same with its id; of a full queue then the runs that have its places, of one whose
 *     agents are full then these, and of a run that is kept back those that it waits for; at most
 *     five
 */
@WithBuilder
public record WaitReason(
    @Required WaitKind reason,
    @Required String text,
    @Nullable OffsetDateTime since,
    @Nullable String subject,
    @Required List<Mention> ids) {}
