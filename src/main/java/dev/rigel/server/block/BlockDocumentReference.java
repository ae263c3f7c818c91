package dev.rigel.server.block;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The value of a top-level key of a document is another document. */
@Entity
@Table(name = "block_document_reference")
@AttributeOverride(name = "parentId", column = @Column(name = "parent_block_document_id"))
@AttributeOverride(name = "childId", column = @Column(name = "reference_block_document_id"))
class BlockDocumentReference extends BlockReference {

  /** For JPA. */
  protected BlockDocumentReference() {}

  /** A new reference from a key of the parent. */
  BlockDocumentReference(String name, UUID parentId, UUID childId, OffsetDateTime now) {
    super(name, parentId, childId, now);
  }
}
