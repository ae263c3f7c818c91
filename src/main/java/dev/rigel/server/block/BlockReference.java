package dev.rigel.server.block;

import dev.rigel.server.database.Stored;
import jakarta.persistence.MappedSuperclass;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One block refers to another under a name. The parent's and the child's columns are told below.
 */
@MappedSuperclass
abstract class BlockReference extends Stored {
  private String name;
  private UUID parentId;
  private UUID childId;

  /** For JPA. */
  protected BlockReference() {}

  /** A new reference of the parent to the child. */
  BlockReference(String name, UUID parentId, UUID childId, OffsetDateTime now) {
    super(now);
    this.name = name;
    this.parentId = parentId;
    this.childId = childId;
  }

  /** The key or field of the parent that holds the child. */
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
