package dev.rigel.server.agent;

import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;

class LostRunsOnPostgresqlWithEclipseLinkTest extends LostRunsSuite {
  LostRunsOnPostgresqlWithEclipseLinkTest() {
    super(Database.POSTGRESQL, JpaProvider.ECLIPSELINK);
  }
}
