package dev.rigel.contract.log;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored log record; level as in {@link LogCreate}. */
@WithBuilder
public record LogResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    int level,
    @Required String message,
    @Required OffsetDateTime timestamp,
    @Required UUID flowRunId,
    @Nullable UUID taskRunId) {}
