package dev.rigel.server.scheduler;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SchedulerOnH2WithHibernateTest extends SchedulerSuite {
  SchedulerOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
