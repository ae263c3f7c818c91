package dev.rigel.contract.search;

import dev.rigel.contract.json.Required;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a search has found.
 *
 * @param detail of a deployment the name of its flow; of a run that of its state; of an agent its
 *     host; of a work queue {@code paused}, if it is
 */
public record Found(
    @Required FoundKind kind, @Required UUID id, @Required String name, @Nullable String detail) {}
