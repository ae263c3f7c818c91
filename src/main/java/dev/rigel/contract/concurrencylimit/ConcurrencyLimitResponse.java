package dev.rigel.contract.concurrencylimit;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A limit and the task runs that hold its slots. */
@WithBuilder
public record ConcurrencyLimitResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String tag,
    int concurrencyLimit,
    @Required List<UUID> activeSlots) {}
