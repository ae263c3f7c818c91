package dev.rigel.server.block;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.rigel.contract.block.BlockDefinition;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Registers the built-in block types when the server starts, each in its own transaction. */
@Singleton
@Startup
@DependsOn("Migrator")
public class BuiltInBlocksStart {
  private static final Logger LOG = System.getLogger(BuiltInBlocksStart.class.getName());
  @Inject BuiltInBlocks blocks;

  @PostConstruct
  @TransactionAttribute(NOT_SUPPORTED)
  void start() {
    BlockDefinition.SLUGS.forEach(this::register);
  }

  /** A server that starts at the same moment may have been faster; then the type is there. */
  private void register(String slug) {
    try {
      blocks.register(BlockDefinition.of(slug));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "block type " + slug + " not registered; next try at the next start", e);
    }
  }
}
