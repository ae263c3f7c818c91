package dev.rigel.server.block;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Database;

class BlocksOnPostgresqlTest extends BlocksSuite {
  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
