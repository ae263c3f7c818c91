package dev.rigel.server.block;

import static dev.rigel.contract.setting.Settings.BLOCKS_REGISTER_ON_START;
import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.server.settings.ServerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Registers the built-in block types when the server starts, each in its own transaction, unless
 * the settings say no.
 */
@Singleton
@Startup
@DependsOn("Migrator")
public class BuiltInBlocksStart {
  private static final Logger LOG = System.getLogger(BuiltInBlocksStart.class.getName());
  @Inject BuiltInBlocks blocks;
  @Inject ServerSettings settings;

  @PostConstruct
  @TransactionAttribute(NOT_SUPPORTED)
  void start() {
    if (settings.get(BLOCKS_REGISTER_ON_START)) {
      BlockDefinition.SLUGS.forEach(this::register);
    }
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
