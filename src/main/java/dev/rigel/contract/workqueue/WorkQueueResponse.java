package dev.rigel.contract.workqueue;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A work queue. */
@WithBuilder
public record WorkQueueResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required String description,
    boolean isPaused,
    @Nullable Integer concurrencyLimit,
    @Nullable QueueFilter filter,
    @Nullable OffsetDateTime lastPolled) {}
