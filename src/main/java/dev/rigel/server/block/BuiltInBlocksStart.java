package dev.rigel.server.block;

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
 * the settings say no. A server whose encryption key is none does not start.
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
    checkEncryptionKey();
    if (settings.blocksRegisterOnStart()) {
      BlockDefinition.SLUGS.forEach(this::register);
    }
  }

  private void checkEncryptionKey() {
    try {
      EncryptionKey.check(settings);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("ORION_ENCRYPTION_KEY: " + e.getMessage(), e);
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
