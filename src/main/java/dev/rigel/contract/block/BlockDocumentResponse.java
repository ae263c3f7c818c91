package dev.rigel.contract.block;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** A block document; unless secrets are asked for they read {@code ********}. */
@WithBuilder
public record BlockDocumentResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String name,
    @Required Map<String, Object> data,
    @Required UUID blockSchemaId,
    @Required BlockSchemaResponse blockSchema,
    @Required UUID blockTypeId,
    @Required BlockTypeResponse blockType,
    @Required Map<String, Object> blockDocumentReferences,
    boolean isAnonymous) {}
