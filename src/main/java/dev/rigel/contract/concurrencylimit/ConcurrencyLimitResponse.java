package dev.rigel.contract.concurrencylimit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A limit and the task runs that hold its slots. */
public record ConcurrencyLimitResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String tag,
    int concurrencyLimit,
    List<UUID> activeSlots) {}
