package dev.rigel.server.block;

import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.contract.block.BlockSchemaResponseBuilder;
import dev.rigel.server.database.Columns;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the data of a type's documents looks like. Never changed once made; written by {@link
 * BlockSchemaRepository#insert}. Its fields are stored without the schemas nested in it: those are
 * rows of their own, tied by {@link BlockSchemaReference}.
 */
@Entity
@Table(name = "block_schema")
class BlockSchema extends Stored {
  private String checksum;

  @Convert(converter = Columns.Values.class)
  private Map<String, Object> fields;

  @Convert(converter = Columns.Texts.class)
  private List<String> capabilities;

  private String version;

  @Column(name = "block_type_id")
  private UUID blockTypeId;

  /** For JPA. */
  protected BlockSchema() {}

  String checksum() {
    return checksum;
  }

  UUID blockTypeId() {
    return blockTypeId;
  }

  /** As stored, without nested schemas. */
  Map<String, Object> fields() {
    return fields;
  }

  /** The paths of the secret values in documents of this schema. */
  Secrets secrets() {
    return new Secrets(SchemaFields.secretFields(fields));
  }

  /** With its whole fields and its type. */
  BlockSchemaResponse response(Map<String, Object> wholeFields, BlockType type) {
    return BlockSchemaResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .checksum(checksum)
        .fields(wholeFields)
        .blockTypeId(blockTypeId)
        .blockType(type.response())
        .capabilities(capabilities)
        .version(version)
        .build();
  }
}
