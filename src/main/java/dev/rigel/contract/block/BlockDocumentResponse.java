package dev.rigel.contract.block;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** A block document; unless secrets are asked for they read {@code ********}. */
public record BlockDocumentResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String name,
    Map<String, Object> data,
    UUID blockSchemaId,
    BlockSchemaResponse blockSchema,
    UUID blockTypeId,
    BlockTypeResponse blockType,
    Map<String, Object> blockDocumentReferences,
    boolean isAnonymous) {}
