package dev.rigel.server.orchestration;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class SchedulePolicyOnH2WithHibernateTest extends SchedulePolicySuite {
  SchedulePolicyOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
