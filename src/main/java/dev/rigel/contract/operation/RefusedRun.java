package dev.rigel.contract.operation;

import dev.rigel.contract.json.Required;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run to which an action was not applied.
 *
 * @param name null of one that does not exist any more
 * @param reason a sentence
 */
public record RefusedRun(
    @Required UUID flowRunId, @Nullable String name, @Required String reason) {}
