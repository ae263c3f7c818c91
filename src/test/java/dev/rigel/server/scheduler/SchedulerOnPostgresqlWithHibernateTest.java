package dev.rigel.server.scheduler;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SchedulerOnPostgresqlWithHibernateTest extends SchedulerSuite {
  SchedulerOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
