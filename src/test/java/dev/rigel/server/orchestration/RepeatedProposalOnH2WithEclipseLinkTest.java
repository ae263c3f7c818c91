package dev.rigel.server.orchestration;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class RepeatedProposalOnH2WithEclipseLinkTest extends RepeatedProposalSuite {
  RepeatedProposalOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
