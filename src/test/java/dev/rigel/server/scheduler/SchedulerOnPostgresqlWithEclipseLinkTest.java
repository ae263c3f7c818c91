package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class SchedulerOnPostgresqlWithEclipseLinkTest extends SchedulerSuite {
  SchedulerOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
