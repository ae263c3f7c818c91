package dev.rigel.contract.block;

import java.time.OffsetDateTime;
import java.util.UUID;

/** A block type. A protected one cannot be deleted. */
public record BlockTypeResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    String slug,
    String logoUrl,
    String documentationUrl,
    String description,
    String codeExample,
    boolean isProtected) {}
