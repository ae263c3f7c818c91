package dev.rigel.server.scheduler;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class PolicyOnH2WithHibernateTest extends PolicySuite {
  PolicyOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
