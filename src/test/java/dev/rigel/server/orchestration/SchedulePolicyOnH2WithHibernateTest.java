package dev.rigel.server.orchestration;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class SchedulePolicyOnH2WithHibernateTest extends SchedulePolicySuite {
  SchedulePolicyOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
