package dev.rigel.server.orchestration;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class RepeatedProposalOnH2WithEclipseLinkTest extends RepeatedProposalSuite {
  RepeatedProposalOnH2WithEclipseLinkTest() {
    super(Database.H2, JpaProvider.ECLIPSELINK);
  }
}
