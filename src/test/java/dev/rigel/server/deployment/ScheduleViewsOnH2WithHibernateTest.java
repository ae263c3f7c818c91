package dev.rigel.server.deployment;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class ScheduleViewsOnH2WithHibernateTest extends ScheduleViewsSuite {
  ScheduleViewsOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
