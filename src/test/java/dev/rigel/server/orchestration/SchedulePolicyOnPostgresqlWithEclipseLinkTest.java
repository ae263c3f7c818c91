package dev.rigel.server.orchestration;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SchedulePolicyOnPostgresqlWithEclipseLinkTest extends SchedulePolicySuite {
  SchedulePolicyOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
