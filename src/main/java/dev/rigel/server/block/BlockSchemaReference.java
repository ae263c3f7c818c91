package dev.rigel.server.block;

import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A field of a schema holds a block of another schema. A field may allow several. */
@Entity
@Table(name = "block_schema_reference")
class BlockSchemaReference extends Stored {
  private String name;

  @Column(name = "parent_block_schema_id")
  private UUID parentId;

  @Column(name = "reference_block_schema_id")
  private UUID childId;

  /** For JPA. */
  protected BlockSchemaReference() {}

  /** A new reference from a field of the parent. */
  BlockSchemaReference(String name, UUID parentId, UUID childId, OffsetDateTime now) {
    super(now);
    this.name = name;
    this.parentId = parentId;
    this.childId = childId;
  }

  /** The field's name. */
  String name() {
    return name;
  }

  UUID parentId() {
    return parentId;
  }

  UUID childId() {
    return childId;
  }
}
