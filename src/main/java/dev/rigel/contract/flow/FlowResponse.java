package dev.rigel.contract.flow;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A flow. */
public record FlowResponse(
    UUID id, OffsetDateTime created, OffsetDateTime updated, String name, List<String> tags) {}
