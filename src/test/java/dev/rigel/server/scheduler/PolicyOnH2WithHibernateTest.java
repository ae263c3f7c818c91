package dev.rigel.server.scheduler;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class PolicyOnH2WithHibernateTest extends PolicySuite {
  PolicyOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
