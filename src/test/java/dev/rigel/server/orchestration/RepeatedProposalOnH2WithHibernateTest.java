package dev.rigel.server.orchestration;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class RepeatedProposalOnH2WithHibernateTest extends RepeatedProposalSuite {
  RepeatedProposalOnH2WithHibernateTest() {
    super(Database.H2, JpaProvider.HIBERNATE);
  }
}
