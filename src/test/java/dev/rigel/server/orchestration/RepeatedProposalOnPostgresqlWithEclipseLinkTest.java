package dev.rigel.server.orchestration;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class RepeatedProposalOnPostgresqlWithEclipseLinkTest extends RepeatedProposalSuite {
  RepeatedProposalOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
