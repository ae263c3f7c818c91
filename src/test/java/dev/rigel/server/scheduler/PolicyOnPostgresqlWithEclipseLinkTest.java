package dev.rigel.server.scheduler;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class PolicyOnPostgresqlWithEclipseLinkTest extends PolicySuite {
  PolicyOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
