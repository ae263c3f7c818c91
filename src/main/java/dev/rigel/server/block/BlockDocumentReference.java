package dev.rigel.server.block;

import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The value of a top-level key of a document is another document. */
@Entity
@Table(name = "block_document_reference")
class BlockDocumentReference extends Stored {
  private String name;

  @Column(name = "parent_block_document_id")
  private UUID parentId;

  @Column(name = "reference_block_document_id")
  private UUID childId;

  /** For JPA. */
  protected BlockDocumentReference() {}

  /** A new reference from a key of the parent. */
  BlockDocumentReference(String name, UUID parentId, UUID childId, OffsetDateTime now) {
    super(now);
    this.name = name;
    this.parentId = parentId;
    this.childId = childId;
  }

  /** The key. */
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
