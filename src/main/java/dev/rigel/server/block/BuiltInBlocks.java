package dev.rigel.server.block;

import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.server.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * The block types that are always there. What a client has made of their texts since stays as it
 * is.
 */
@ApplicationScoped
@Transactional
public class BuiltInBlocks {
  @Inject BlockTypeRepository types;
  @Inject SchemaRegistration registration;
  @Inject Clock clock;

  /** Makes one type with its schema where they are missing. */
  void register(BlockDefinition definition) {
    var type =
        types
            .findBySlug(definition.type().slug())
            .orElseGet(() -> types.add(new BlockType(definition.type(), Times.now(clock))));
    if (definition.isProtected()) {
      type.protect();
    }
    registration.register(definition.schema(type.id()));
  }

  /** Makes all of them, in one transaction. */
  public void register() {
    BlockDefinition.SLUGS.forEach(slug -> register(BlockDefinition.of(slug)));
  }
}
