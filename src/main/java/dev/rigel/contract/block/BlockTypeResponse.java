package dev.rigel.contract.block;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A block type. A protected one cannot be deleted. */
@WithBuilder
public record BlockTypeResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required String slug,
    String logoUrl,
    String documentationUrl,
    String description,
    String codeExample,
    boolean isProtected) {}
