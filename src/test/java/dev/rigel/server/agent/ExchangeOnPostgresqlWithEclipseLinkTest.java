package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class ExchangeOnPostgresqlWithEclipseLinkTest extends ExchangeSuite {
  ExchangeOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
