package dev.rigel.contract.attention;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs somebody, or a reason for which a run waits.
 *
 * @param since when it began, where that is known: of a queue, when the oldest run became due that
 *     waits; of a failing deployment, when the last run ended
 * @param ids what it is about, the thing itself first
 * @param message what was said: by the last run that failed, by the receiver that refused
 */
@WithBuilder
public record Trouble(
    @Required TroubleKind kind,
    @Required Severity severity,
    @Nullable OffsetDateTime since,
    @Required List<Mention> ids,
    @Required TroubleFigures figures,
    @Nullable String message) {}
