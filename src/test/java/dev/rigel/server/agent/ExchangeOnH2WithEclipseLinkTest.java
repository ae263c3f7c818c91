package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.OtherPair;

@OtherPair
class ExchangeOnH2WithEclipseLinkTest extends ExchangeSuite {
  ExchangeOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
