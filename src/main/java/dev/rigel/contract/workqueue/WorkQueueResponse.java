package dev.rigel.contract.workqueue;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A work queue. */
public record WorkQueueResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    String description,
    boolean isPaused,
    Integer concurrencyLimit,
    QueueFilter filter,
    OffsetDateTime lastPolled) {}
