package dev.rigel.contract.flow;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** A flow. */
@WithBuilder
public record FlowResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required List<String> tags) {}
