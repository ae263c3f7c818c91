package dev.rigel.server.orchestration;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class RepeatedProposalOnPostgresqlWithHibernateTest extends RepeatedProposalSuite {
  RepeatedProposalOnPostgresqlWithHibernateTest() {
    super(Database.POSTGRESQL, JpaProvider.HIBERNATE);
  }
}
