package dev.rigel.server.scheduler;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SchedulerOnPostgresqlWithEclipseLinkTest extends SchedulerSuite {
  SchedulerOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
