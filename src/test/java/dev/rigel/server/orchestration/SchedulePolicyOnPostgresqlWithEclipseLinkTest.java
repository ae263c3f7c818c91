package dev.rigel.server.orchestration;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class SchedulePolicyOnPostgresqlWithEclipseLinkTest extends SchedulePolicySuite {
  SchedulePolicyOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
