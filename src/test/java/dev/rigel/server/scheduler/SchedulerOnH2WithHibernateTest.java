package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class SchedulerOnH2WithHibernateTest extends SchedulerSuite {
  SchedulerOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
