package dev.rigel.contract.log;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A stored log record; level as in {@link LogCreate}. */
public record LogResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    int level,
    String message,
    OffsetDateTime timestamp,
    UUID flowRunId,
    UUID taskRunId) {}
