package dev.rigel.contract.block;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A block schema. */
public record BlockSchemaResponse(
    UUID id,
    OffsetDateTime created,
    OffsetDateTime updated,
    String checksum,
    Map<String, Object> fields,
    UUID blockTypeId,
    BlockTypeResponse blockType,
    List<String> capabilities,
    String version) {}
