package dev.rigel.contract.block;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A block type. A protected one cannot be deleted. */
@WithBuilder
public record BlockTypeResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required String slug,
    @Nullable String logoUrl,
    @Nullable String documentationUrl,
    @Nullable String description,
    @Nullable String codeExample,
    boolean isProtected) {}
