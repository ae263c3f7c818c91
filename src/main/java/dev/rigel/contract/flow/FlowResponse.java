package dev.rigel.contract.flow;

import dev.rigel.contract.json.Required;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A flow. */
public record FlowResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required List<String> tags) {}
