package dev.rigel.server.block;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A field of a schema holds a block of another schema. A field may allow several. */
@Entity
@Table(name = "block_schema_reference")
@AttributeOverride(name = "parentId", column = @Column(name = "parent_block_schema_id"))
@AttributeOverride(name = "childId", column = @Column(name = "reference_block_schema_id"))
class BlockSchemaReference extends BlockReference {

  /** For JPA. */
  protected BlockSchemaReference() {}

  /** A new reference from a field of the parent. */
  BlockSchemaReference(String name, UUID parentId, UUID childId, OffsetDateTime now) {
    super(name, parentId, childId, now);
  }
}
