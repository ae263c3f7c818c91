package dev.rigel.server.orchestration;

import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.platform.Database;

class RepeatedProposalOnPostgresqlWithEclipseLinkTest extends RepeatedProposalSuite {
  RepeatedProposalOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
