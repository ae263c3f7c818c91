package dev.rigel.server.block;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;

class BlocksOnH2Test extends BlocksSuite {
  @Override
  ServerHarness open() {
    return ServerHarness.on(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
