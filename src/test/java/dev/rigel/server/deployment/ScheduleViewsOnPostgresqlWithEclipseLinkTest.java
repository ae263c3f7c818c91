package dev.rigel.server.deployment;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class ScheduleViewsOnPostgresqlWithEclipseLinkTest extends ScheduleViewsSuite {
  ScheduleViewsOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
