package dev.rigel.contract.block;

import dev.rigel.contract.json.Required;
import dev.rigel.contract.json.WithBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A block schema. */
@WithBuilder
public record BlockSchemaResponse(
    @Required UUID id,
    @Required OffsetDateTime created,
    @Required OffsetDateTime updated,
    @Required String checksum,
    @Required Map<String, Object> fields,
    @Required UUID blockTypeId,
    @Required BlockTypeResponse blockType,
    @Required List<String> capabilities,
    @Required String version) {}
