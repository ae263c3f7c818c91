package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class PolicyOnPostgresqlWithEclipseLinkTest extends PolicySuite {
  PolicyOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
