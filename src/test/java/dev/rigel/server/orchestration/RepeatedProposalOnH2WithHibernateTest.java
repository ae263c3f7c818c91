package dev.rigel.server.orchestration;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class RepeatedProposalOnH2WithHibernateTest extends RepeatedProposalSuite {
  RepeatedProposalOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
