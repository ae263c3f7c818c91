package dev.rigel.server.deployment;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class LatestOnPostgresqlWithEclipseLinkTest extends LatestSuite {
  LatestOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
