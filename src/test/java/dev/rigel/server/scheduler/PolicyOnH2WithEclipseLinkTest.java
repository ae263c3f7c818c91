package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class PolicyOnH2WithEclipseLinkTest extends PolicySuite {
  PolicyOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
