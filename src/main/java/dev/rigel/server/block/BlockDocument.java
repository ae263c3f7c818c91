package dev.rigel.server.block;

import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of a block, encrypted. What it refers to is not among the values but in {@link
 * BlockDocumentReference}.
 */
@Entity
@Table(name = "block_document")
class BlockDocument extends Stored {
  private String name;
  private @Nullable String data;

  @Column(name = "is_anonymous")
  private boolean isAnonymous;

  @Column(name = "block_type_id")
  private UUID blockTypeId;

  @Column(name = "block_schema_id")
  private UUID blockSchemaId;

  /** For JPA. */
  protected BlockDocument() {}

  /** A new document without values; an anonymous one without a name gets a random one. */
  BlockDocument(
      @Nullable String name,
      boolean isAnonymous,
      UUID blockTypeId,
      UUID blockSchemaId,
      OffsetDateTime now) {
    super(now);
    this.name = name == null || name.isEmpty() ? "anonymous-" + UUID.randomUUID() : name;
    this.isAnonymous = isAnonymous;
    this.blockTypeId = blockTypeId;
    this.blockSchemaId = blockSchemaId;
  }

  /** Keeps values, encrypted. */
  void keep(Map<String, Object> values, BlockCipher cipher, OffsetDateTime now) {
    data = cipher.encrypt(values, id());
    touch(now);
  }

  /** The values, secrets included. */
  Map<String, Object> values(BlockCipher cipher) {
    return cipher.decrypt(Objects.requireNonNull(data), id());
  }

  String name() {
    return name;
  }

  boolean isAnonymous() {
    return isAnonymous;
  }

  UUID blockTypeId() {
    return blockTypeId;
  }

  UUID blockSchemaId() {
    return blockSchemaId;
  }
}
