package dev.rigel.server.scheduler;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SchedulerOnH2WithEclipseLinkTest extends SchedulerSuite {
  SchedulerOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
