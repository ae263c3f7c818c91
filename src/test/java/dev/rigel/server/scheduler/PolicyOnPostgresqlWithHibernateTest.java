package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class PolicyOnPostgresqlWithHibernateTest extends PolicySuite {
  PolicyOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
