package dev.rigel.server.block;

import dev.rigel.contract.block.BlockTypeCreate;
import dev.rigel.contract.block.BlockTypeResponse;
import dev.rigel.contract.block.BlockTypeResponseBuilder;
import dev.rigel.contract.block.BlockTypeUpdate;
import dev.rigel.server.database.Stored;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A kind of block. Its slug never changes; its texts are whatever a client last sent. */
@Entity
@Table(name = "block_type")
class BlockType extends Stored {
  private String name;
  private String slug;

  @Column(name = "logo_url")
  private @Nullable String logoUrl;

  @Column(name = "documentation_url")
  private @Nullable String documentationUrl;

  private @Nullable String description;

  @Column(name = "code_example")
  private @Nullable String codeExample;

  @Column(name = "is_protected")
  private boolean isProtected;

  /** For JPA. */
  protected BlockType() {}

  /** A new type, not protected. HTML in its texts is escaped, as the reference does at creation. */
  BlockType(BlockTypeCreate type, OffsetDateTime now) {
    super(now);
    name = type.name();
    slug = type.slug();
    logoUrl = type.logoUrl();
    documentationUrl = type.documentationUrl();
    description = escaped(type.description());
    codeExample = escaped(type.codeExample());
  }

  /** Takes over the texts that are given. */
  void change(BlockTypeUpdate update, OffsetDateTime now) {
    update.logoUrl().ifPresent(url -> logoUrl = url);
    update.documentationUrl().ifPresent(url -> documentationUrl = url);
    update.description().ifPresent(text -> description = text);
    update.codeExample().ifPresent(text -> codeExample = text);
    touch(now);
  }

  /** From now on it cannot be deleted, nor can its schemas. */
  void protect() {
    isProtected = true;
  }

  boolean isProtected() {
    return isProtected;
  }

  String slug() {
    return slug;
  }

  String name() {
    return name;
  }

  BlockTypeResponse response() {
    return BlockTypeResponseBuilder.builder()
        .id(id())
        .created(created())
        .updated(updated())
        .name(name)
        .slug(slug)
        .logoUrl(logoUrl)
        .documentationUrl(documentationUrl)
        .description(description)
        .codeExample(codeExample)
        .isProtected(isProtected)
        .build();
  }

  private static @Nullable String escaped(@Nullable String text) {
    return text == null
        ? null
        : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
