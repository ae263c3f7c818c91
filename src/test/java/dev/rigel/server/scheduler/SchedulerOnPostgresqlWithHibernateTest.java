package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class SchedulerOnPostgresqlWithHibernateTest extends SchedulerSuite {
  SchedulerOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
